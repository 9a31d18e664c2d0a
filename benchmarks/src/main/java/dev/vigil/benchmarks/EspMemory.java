package dev.vigil.benchmarks;

import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.esp.EspOpener;
import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.ip.FlowSelector;
import dev.vigil.protocol.ip.FlowTable;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Octets;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * What the data plane's part of 100,000 pairs of IPsec SAs holds, each after a packet each way, the
 * pairs with their keys left out. Wants {@code -XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1
 * -XX:MarkSweepDeadRatio=0}, else dead objects are counted.
 */
public final class EspMemory {
  private static final int PAIRS = 100_000;
  private static final Octets INNER = Octets.ofHex("45000014000100004000a6e50a0000010a000002");

  private EspMemory() {}

  public static void main(String[] arguments) throws UnknownHostException {
    SplittableRandom random = new SplittableRandom(1);
    Entropy entropy = random::nextBytes;
    List<ChildSa> pairs = new ArrayList<>(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      byte[] address = ByteBuffer.allocate(4).putInt(0x0a00_0000 + i).array();
      pairs.add(
          EspSas.child(
              EncryptionAlgorithm.AES_CBC_128,
              HashAlgorithm.SHA1,
              InetAddress.getByAddress(address),
              Secret.wrap(entropy.bytes(16)),
              Secret.wrap(entropy.bytes(20))));
    }
    for (int window : new int[] {0, 64, 1024}) {
      measure("sealer and opener, window " + window, i -> atWork(pairs.get(i), window, entropy));
    }
    List<FlowSelector> flows = new ArrayList<>(PAIRS);
    measure("selector", i -> selector(pairs.get(i), flows));
    FlowTable<Integer> table = new FlowTable<>();
    measure("place in the table of flows", i -> put(table, flows.get(i)));
    // Used once more, else they would be collected before the last of it was measured.
    System.out.printf("%d pairs, %d selectors%n", pairs.size(), flows.size());
  }

  private record AtWork(EspSealer sealer, EspOpener opener) {}

  private static AtWork atWork(ChildSa pair, int window, Entropy entropy) {
    AtWork made = new AtWork(new EspSealer(pair), new EspOpener(pair, window));
    made.opener.open(made.sealer.seal(INNER, IpProtocol.IPV4, entropy).orElseThrow());
    return made;
  }

  private static FlowSelector selector(ChildSa pair, List<FlowSelector> flows) {
    FlowSelector flow = FlowSelector.of(pair.request().local(), pair.request().remote());
    flows.add(flow);
    return flow;
  }

  private static FlowTable<Integer> put(FlowTable<Integer> table, FlowSelector flow) {
    table.put(flow, PAIRS);
    return table;
  }

  private static void measure(String what, IntFunction<Object> make) {
    Object[] kept = new Object[PAIRS];
    long before = used();
    for (int i = 0; i < PAIRS; i++) {
      kept[i] = make.apply(i);
    }
    long bytes = (used() - before) / PAIRS;
    System.out.printf("%-32s %d bytes each, of %d%n", what, bytes, kept.length);
  }

  private static long used() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
