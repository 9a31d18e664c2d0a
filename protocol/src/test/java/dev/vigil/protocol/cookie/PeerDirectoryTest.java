package dev.vigil.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PeerDirectoryTest {
  private static final Secret SECRET = Secret.ofText("a cluster's secret of some length");

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static List<InetAddress> entry(String... addresses) {
    return Arrays.stream(addresses).map(PeerDirectoryTest::address).collect(Collectors.toList());
  }

  private static PeerDirectory directory(List<List<InetAddress>> peers) {
    return PeerDirectory.of(
        SECRET,
        peers.stream().map(entry -> entry.stream().map(PeerPoint.Address::new).toList()).toList());
  }

  @Test
  void addressesOfOneEntryAreOnePeerInWhateverOrderTheyCome() {
    List<InetAddress> entry = entry("10.0.0.3", "10.0.0.1", "10.0.0.2");
    PeerDirectory one = directory(List.of(entry));
    Collections.reverse(entry);
    PeerDirectory other = directory(List.of(entry));

    PeerTag tag = one.tagOf(address("10.0.0.1"));
    for (InetAddress address : entry) {
      assertThat(one.tagOf(address)).isEqualTo(tag);
      assertThat(other.tagOf(address)).isEqualTo(tag);
    }
  }

  @Test
  void whatHangsTogetherOverSeveralEntriesIsOnePeer() {
    List<List<InetAddress>> peers =
        Arrays.asList(
            entry("10.0.0.1", "10.0.0.2"),
            entry("10.0.0.3", "10.0.0.4"),
            entry("10.9.9.9"),
            entry("10.0.0.4", "10.0.0.2"));
    PeerDirectory directory = directory(peers);
    Collections.reverse(peers);
    PeerDirectory reversed = directory(peers);

    PeerTag tag = directory.tagOf(address("10.0.0.1"));
    for (String member : List.of("10.0.0.2", "10.0.0.3", "10.0.0.4")) {
      assertThat(directory.tagOf(address(member))).isEqualTo(tag);
      assertThat(reversed.tagOf(address(member))).isEqualTo(tag);
    }
    assertThat(directory.tagOf(address("10.9.9.9"))).isNotEqualTo(tag);
  }

  @Test
  void configuringALoneAddressDoesNotMoveIt() {
    InetAddress lone = address("192.0.2.1");

    assertThat(directory(List.of(List.of(lone))).tagOf(lone))
        .isEqualTo(directory(List.of()).tagOf(lone));
    assertThat(directory(List.of(List.of(lone))).isConfigured(new PeerPoint.Address(lone)))
        .isTrue();
    assertThat(directory(List.of()).isConfigured(new PeerPoint.Address(lone))).isFalse();
  }

  @Test
  void aMappedAddressIsTheAddressItMaps() {
    PeerDirectory directory = directory(List.of());

    assertThat(directory.tagOf(address("::ffff:192.0.2.1")))
        .isEqualTo(directory.tagOf(address("192.0.2.1")));
    assertThat(directory.tagOf(address("2001:db8::1")))
        .isNotEqualTo(directory.tagOf(address("2001:db8::2")));
  }

  @Test
  void theSecretDecidesWhatFallsTogether() {
    PeerDirectory other =
        PeerDirectory.of(Secret.ofText("another secret of some length"), List.of());

    assertThat(other.tagOf(address("192.0.2.1")))
        .isNotEqualTo(directory(List.of()).tagOf(address("192.0.2.1")));
  }

  /** 65,536 neighbours: about 128 pairs share a tag, and the shards get alike many. */
  @Test
  void neighboursSpreadEvenly() throws UnknownHostException {
    PeerDirectory directory = directory(List.of());
    Map<PeerTag, Integer> tags = new HashMap<>();
    int[] shards = new int[512];
    for (int i = 0; i < 1 << 16; i++) {
      PeerTag tag =
          directory.tagOf(InetAddress.getByAddress(new byte[] {10, 1, (byte) (i >>> 8), (byte) i}));
      tags.merge(tag, 1, Integer::sum);
      shards[tag.shard(9)]++;
    }

    assertThat((1 << 16) - tags.size()).isBetween(70, 190);
    assertThat(Arrays.stream(shards).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(70, 190));
  }
}
