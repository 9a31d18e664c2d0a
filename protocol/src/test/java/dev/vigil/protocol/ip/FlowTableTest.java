package dev.vigil.protocol.ip;

import static dev.vigil.protocol.ip.Packets.address;
import static dev.vigil.protocol.ip.Packets.packet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.TrafficSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTableTest {
  private record Entry(FlowSelector flow, int number) {}

  private static FlowSelector flow(String local, int localLength, String remote, int length) {
    return FlowSelector.of(
        TrafficSelector.network(address(local), localLength),
        TrafficSelector.network(address(remote), length));
  }

  @Test
  void theMostSpecificFlowHasThePacketAndOfOneFlowTheLatest() {
    FlowTable<String> table = new FlowTable<>();
    FlowSelector wide = flow("0.0.0.0", 0, "10.0.0.0", 8);
    FlowSelector narrow = flow("0.0.0.0", 0, "10.7.0.0", 16);
    table.put(narrow, "narrow");
    table.put(wide, "wide");
    table.put(narrow, "narrow again");
    assertThat(table.find(packet("10.1.1.1", 1, "10.8.0.1", 2, 6))).contains("wide");
    IpPacket inside = packet("10.1.1.1", 1, "10.7.0.1", 2, 6);
    assertThat(table.find(inside)).contains("narrow again");
    table.remove(narrow, "narrow again");
    table.remove(narrow, "never there");
    assertThat(table.find(inside)).contains("narrow");
    table.remove(narrow, "narrow");
    assertThat(table.find(inside)).contains("wide");
    table.remove(wide, "wide");
    assertThat(table.find(inside)).isEmpty();
  }

  @Test
  void keepsTheFamiliesApart() {
    FlowTable<String> table = new FlowTable<>();
    table.put(flow("0.0.0.0", 0, "0.0.0.0", 0), "IPv4");
    table.put(flow("::", 0, "2001:db8:0:1::", 64), "site 1");
    table.put(flow("::", 0, "2001:db8:0:1::7", 128), "its host 7");
    assertThat(table.find(packet("fd00::1", 1, "2001:db8:0:1::8", 2, 6))).contains("site 1");
    assertThat(table.find(packet("fd00::1", 1, "2001:db8:0:1::7", 2, 6))).contains("its host 7");
    assertThat(table.find(packet("fd00::1", 1, "2001:db8:0:2::7", 2, 6))).isEmpty();
    assertThat(table.find(packet("10.0.0.1", 1, "192.0.2.1", 2, 6))).contains("IPv4");
  }

  /** The same as asking each flow in turn: a random history of puts and removes, small networks. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsWhatAskingEachFlowFinds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FlowTable<Entry> table = new FlowTable<>();
    List<Entry> model = new ArrayList<>();
    int found = 0;
    for (int step = 0; step < 2_000; step++) {
      if (model.isEmpty() || random.nextInt(5) < 3) {
        Entry entry = new Entry(FlowSelector.of(side(random), side(random)), step);
        table.put(entry.flow(), entry);
        model.add(entry);
      } else {
        Entry entry = model.remove(random.nextInt(model.size()));
        table.remove(entry.flow(), entry);
      }
      IpPacket packet =
          packet(
              anAddress(random),
              1 + random.nextInt(2),
              anAddress(random),
              1 + random.nextInt(2),
              random.nextBoolean() ? 6 : 17);
      List<Entry> taking = model.stream().filter(e -> e.flow().takesOutbound(packet)).toList();
      assertThat(table.find(packet).isPresent())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(!taking.isEmpty());
      table
          .find(packet)
          .ifPresent(entry -> {
            assertThat(taking).contains(entry);
            int longest =
                taking.stream().mapToInt(e -> e.flow().remote().length()).max().orElseThrow();
            assertThat(entry.flow().remote().length()).isEqualTo(longest);
          });
      found += taking.isEmpty() ? 0 : 1;
    }
    assertThat(found).isBetween(100, 1_990);
  }

  private static String anAddress(SplittableRandom random) {
    return "10.0.%d.%d".formatted(random.nextInt(4), random.nextInt(4));
  }

  private static TrafficSelector side(SplittableRandom random) {
    int[] lengths = {22, 24, 30, 31, 32};
    int[] protocols = {0, 0, 6, 17};
    return new TrafficSelector(
        address(anAddress(random)),
        lengths[random.nextInt(lengths.length)],
        protocols[random.nextInt(protocols.length)],
        random.nextInt(3));
  }
}
