package dev.vigil.actors.peer;

import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.protocol.trace.ClosingTrace;
import dev.vigil.protocol.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The trace of an IKE SA's end, completed by what ends with it: the state of the session after the
 * first line, IPsec SAs before the SA is deleted for good, as the router's document has them.
 */
final class ClosingReport {
  private final List<TraceRecord> records;
  private final List<TraceRecord> status = new ArrayList<>();
  private final List<TraceRecord> children = new ArrayList<>();

  /**
   * @param records what the SA itself tells; not empty
   */
  ClosingReport(List<TraceRecord> records) {
    this.records = records;
  }

  void sessionEnded(TraceRecord record) {
    status.add(record);
  }

  void childRemoved(int inboundSpi) {
    TraceRecord first = records.getFirst();
    TraceEvent event = new ClosingTrace.NoDeleteForChild(inboundSpi);
    children.add(new TraceRecord(first.at(), first.context(), event));
  }

  List<TraceRecord> inOrder() {
    List<TraceRecord> whole = new ArrayList<>(records);
    whole.addAll(1, status);
    int last = whole.size();
    for (int i = 0; i < whole.size(); i++) {
      if (whole.get(i).event() instanceof ClosingTrace.DeletingSa(String reason, _)
          && reason.isEmpty()) {
        last = i;
      }
    }
    whole.addAll(last, children);
    return whole;
  }
}
