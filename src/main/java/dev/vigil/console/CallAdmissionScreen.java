package dev.vigil.console;

import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.protocol.config.CallAdmission;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.exchange.DropReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code show crypto call admission statistics}. A request that is accepted is one that came to an
 * SA; one that is rejected had no effect, and is counted by its reason.
 */
final class CallAdmissionScreen {
  private CallAdmissionScreen() {}

  /**
   * What is counted and what stands now.
   *
   * @param maxInNegotiation the node's own bound, where the configuration has none
   */
  record Figures(
      long maxIkeSas,
      long maxInNegotiation,
      long maxIpsecSas,
      long ikeActive,
      long ikeNegotiating,
      long ikeIn,
      long ikeOut,
      long rejectedInNegotiation,
      long rejectedOtherwise,
      long dispatchDrops,
      long ipsecActive,
      long ipsecIn,
      long ipsecOut) {
    static Figures of(
        HeadEndConfig config,
        List<SaView> sas,
        List<PeerView> peers,
        Counters counters,
        int halfOpen,
        int maxInNegotiation) {
      CallAdmission limits = config.callAdmission();
      long active = sas.stream().filter(SaView::established).count();
      long ikeOut = counters.get(Counter.ESTABLISHED_AS_INITIATOR);
      long ipsecOut = counters.get(Counter.CHILDREN_ESTABLISHED_AS_INITIATOR);
      return new Figures(
          limits.ikeSas().orElse(0),
          limits.ikeInNegotiation().orElse(maxInNegotiation),
          limits.ipsecSas().orElse(0),
          active,
          sas.size() - active + halfOpen,
          counters.get(Counter.ESTABLISHED) - ikeOut,
          ikeOut,
          counters.get(DropReason.ADMISSION),
          counters.get(DropReason.NO_PROPOSAL) + counters.get(DropReason.NO_KEY_FOR_ADDRESS),
          counters.get(DropReason.QUEUE_FULL),
          peers.stream().map(PeerView::children).mapToLong(List<ChildView>::size).sum(),
          counters.get(Counter.CHILDREN_ESTABLISHED) - ipsecOut,
          ipsecOut);
    }

    long rejected() {
      return rejectedInNegotiation + rejectedOtherwise;
    }
  }

  static String text(Figures f) {
    return """
    ---------------------------------------------------------------------
                   Crypto Call Admission Control Statistics
    ---------------------------------------------------------------------
    System Resource Limit:        0 Max IKE SAs: %5d Max in nego: %5d
    Total IKE SA Count:    %8d active:   %8d negotiating: %5d
    Incoming IKE Requests: %8d accepted: %8d rejected: %8d
    Outgoing IKE Requests: %8d accepted: %8d rejected:        0
    Rejected IKE Requests: %8d rsrc low:        0 Active SA limit: 0
                                                       In-neg SA limit: %d
    IKE packets dropped at dispatch: %8d

    Max IPSEC SAs: %5d
    Total IPSEC SA Count:    %8d active:   %8d negotiating:     0
    Incoming IPSEC Requests: %8d accepted: %8d rejected:        0
    Outgoing IPSEC Requests: %8d accepted: %8d rejected:        0

    Phase1.5 SAs under negotiation:         0
    """
        .formatted(
            f.maxIkeSas(),
            f.maxInNegotiation(),
            f.ikeActive() + f.ikeNegotiating(),
            f.ikeActive(),
            f.ikeNegotiating(),
            f.ikeIn() + f.rejected(),
            f.ikeIn(),
            f.rejected(),
            f.ikeOut(),
            f.ikeOut(),
            f.rejected(),
            f.rejectedInNegotiation(),
            f.dispatchDrops(),
            f.maxIpsecSas(),
            f.ipsecActive(),
            f.ipsecActive(),
            f.ipsecIn(),
            f.ipsecIn(),
            f.ipsecOut(),
            f.ipsecOut());
  }

  static Object json(Figures f) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("max_ike_sas", f.maxIkeSas());
    fields.put("max_in_negotiation", f.maxInNegotiation());
    fields.put("max_ipsec_sas", f.maxIpsecSas());
    fields.put("ike_sas_active", f.ikeActive());
    fields.put("ike_sas_negotiating", f.ikeNegotiating());
    fields.put("ike_accepted_in", f.ikeIn());
    fields.put("ike_accepted_out", f.ikeOut());
    fields.put("ike_rejected_negotiation_limit", f.rejectedInNegotiation());
    fields.put("ike_rejected_no_key_or_proposal", f.rejectedOtherwise());
    fields.put("dropped_at_dispatch", f.dispatchDrops());
    fields.put("ipsec_sas_active", f.ipsecActive());
    fields.put("ipsec_accepted_in", f.ipsecIn());
    fields.put("ipsec_accepted_out", f.ipsecOut());
    return fields;
  }
}
