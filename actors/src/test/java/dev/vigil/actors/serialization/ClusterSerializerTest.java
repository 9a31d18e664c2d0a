package dev.vigil.actors.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.KryoException;
import dev.vigil.actors.census.NodeStanding;
import dev.vigil.actors.census.Question;
import dev.vigil.actors.cluster.HostMessage;
import dev.vigil.actors.cluster.LeaseMessage;
import dev.vigil.actors.cluster.ProcessIdentity;
import dev.vigil.actors.configuration.Ballot;
import dev.vigil.actors.configuration.Verdict;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterSerializerTest {
  private final ClusterSerializer serializer = new ClusterSerializer();

  /** What the nodes themselves say to each other. */
  static Stream<Object> nodes() {
    String node = "pekko://vigil@[2001:db8::1]:25520";
    return Stream.of(
        new Ballot(node + "/user/one", 3, true, Octets.ofHex("00ff")),
        new Verdict(false, Octets.EMPTY),
        new Question(node + "/user/two"),
        new NodeStanding(-1, 512, 30_000, 29_999, 1, 2, true, "replicated"),
        new LeaseMessage.Ask(node, Long.MIN_VALUE, 0),
        new LeaseMessage.Answer(node, Long.MAX_VALUE, 1L << 40, true),
        new HostMessage.Announce(node, -1, new ProcessIdentity("boot", "pid:[4026531836]", 7, 8)));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void whatNodesSayComesBackEqual(Object message) throws Exception {
    byte[] bytes = serializer.toBinary(message);

    assertThat(serializer.fromBinary(bytes, serializer.manifest(message))).isEqualTo(message);
  }

  static Stream<PeerEnvelope> envelopes() {
    return Stream.of(
        new PeerEnvelope(
            new PeerTag(0xffffff),
            new PeerMessage.Arrived(
                Octets.ofHex("00ff10"), path("192.0.2.1", "198.51.100.7", false), true)),
        new PeerEnvelope(
            new PeerTag(0),
            new PeerMessage.Arrived(Octets.EMPTY, path("2001:db8::1", "2001:db8::2", true), false)),
        new PeerEnvelope(
            new PeerTag(1),
            new PeerMessage.Arrived(
                Octets.wrap(new byte[65507]), path("127.0.0.1", "127.0.0.2", false), false)),
        new PeerEnvelope(new PeerTag(7), new PeerMessage.BringUp("green 1")),
        new PeerEnvelope(new PeerTag(8), new PeerMessage.TrafficFor("green 2")),
        new PeerEnvelope(new PeerTag(9), new PeerMessage.Resume()));
  }

  private static Path path(String local, String remote, boolean marked) {
    return new Path(
        new InetSocketAddress(InetAddress.ofLiteral(local), 65535),
        new InetSocketAddress(InetAddress.ofLiteral(remote), 1),
        marked);
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void whatCrossesNodesComesBackEqual(PeerEnvelope envelope) throws Exception {
    byte[] bytes = serializer.toBinary(envelope);

    assertThat(bytes[0]).isEqualTo(ClusterSerializer.VERSION);
    assertThat(serializer.fromBinary(bytes, serializer.manifest(envelope))).isEqualTo(envelope);
  }

  @Test
  void everyRegisteredRecordIsInARoundTrip() {
    Set<Class<?>> seen =
        envelopes()
            .flatMap(envelope ->
                envelope.message() instanceof PeerMessage.Arrived arrived
                    ? Stream.of(envelope, envelope.tag(), arrived, arrived.path())
                    : Stream.of(envelope, envelope.tag(), envelope.message()))
            .map(Object::getClass)
            .collect(Collectors.toSet());
    nodes().forEach(message -> seen.add(message.getClass()));
    seen.add(ProcessIdentity.class);

    assertThat(seen).containsExactlyInAnyOrderElementsOf(RegisteredClasses.RECORDS);
  }

  @Test
  void pekkoUsesItForWhatShardingSends() {
    ActorTestKit kit = ActorTestKit.create();
    try {
      PeerEnvelope envelope = envelopes().findFirst().orElseThrow();
      assertThat(kit.serializationTestKit().verifySerialization(envelope, true))
          .isEqualTo(envelope);
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void whatIsNotRegisteredIsRefused() {
    PeerEnvelope local = new PeerEnvelope(new PeerTag(1), new PeerMessage.Wake());

    assertThatThrownBy(() -> serializer.toBinary(local))
        .isInstanceOf(KryoException.class)
        .hasMessageContaining("Class is not registered");
    assertThatThrownBy(() -> serializer.manifest("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damageIsAnErrorOfSerializationAndNothingElse() {
    PeerEnvelope envelope = envelopes().findFirst().orElseThrow();
    byte[] bytes = serializer.toBinary(envelope);
    String manifest = serializer.manifest(envelope);
    byte[] otherVersion = bytes.clone();
    otherVersion[0]++;

    assertThatThrownBy(() -> serializer.fromBinary(otherVersion, manifest))
        .isInstanceOf(NotSerializableException.class);
    assertThatThrownBy(() -> serializer.fromBinary(bytes, "other"))
        .isInstanceOf(NotSerializableException.class);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> serializer.fromBinary(cut, manifest))
          .isInstanceOf(NotSerializableException.class);
    }
  }
}
