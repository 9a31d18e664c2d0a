package dev.vigil.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.phase1.NatSettings;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.quickmode.SpiSource;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A head-end at 10.0.0.1 whose crypto map entry {@code green 1} lists up to three head-ends of the
 * same kind, 10.0.1.1 to 10.0.1.3, each of which has an entry {@code green 1} for the first.
 */
final class World {
  static final InetAddress HUB = Net.address("10.0.0.1");
  static final String ENTRY = "green 1";
  static final Duration IKE_LIFE = Duration.ofMinutes(20);
  static final Duration CHILD_LIFE = Duration.ofMinutes(10);

  final Net net;
  final Node hub;
  final List<Node> sites = new ArrayList<>();

  World(long seed, Net.Weather weather, int siteCount) {
    net = new Net(seed, weather);
    List<InetAddress> addresses = new ArrayList<>();
    for (int i = 1; i <= siteCount; i++) {
      addresses.add(site(i));
    }
    hub = new Node(HUB, settings(HUB, addresses), net, 31 * seed + 1);
    for (InetAddress address : addresses) {
      sites.add(
          new Node(address, settings(address, List.of(HUB)), net, 31 * seed + 2 + sites.size()));
    }
    List<Node> all = new ArrayList<>(sites);
    all.add(hub);
    net.connect(all.toArray(Node[]::new));
  }

  static InetAddress site(int number) {
    return Net.address("10.0.1." + number);
  }

  Node site() {
    return sites.getFirst();
  }

  static PeerSettings settings(InetAddress own, List<InetAddress> peers) {
    boolean hub = own.equals(HUB);
    ChildOffer offer = offer(hub, CHILD_LIFE);
    return settings(own, peers, List.of(offer), IKE_LIFE, OptionalInt.empty());
  }

  static ChildOffer offer(boolean hub, Duration life) {
    TrafficSelector one = TrafficSelector.network(Net.address("10.1.0.0"), 16);
    TrafficSelector two = TrafficSelector.network(Net.address("10.2.0.0"), 16);
    return new ChildOffer(
        ENTRY,
        hub ? one : two,
        hub ? two : one,
        List.of(
            new EspTransform(
                Optional.of(EncryptionAlgorithm.AES_CBC_128),
                Optional.of(HashAlgorithm.SHA1),
                true)),
        Optional.empty(),
        new ChildLifetime(life, 0));
  }

  static PeerSettings settings(
      InetAddress own,
      List<InetAddress> peers,
      List<ChildOffer> offers,
      Duration ikeLife,
      OptionalInt preferred) {
    SaSettings sa = saSettings(own, offers, ikeLife);
    return new PeerSettings(
        List.of(new Connection(ENTRY, own, points(peers, preferred), offers)),
        (remote, _) -> peers.contains(remote) ? Optional.of(sa) : Optional.empty(),
        500,
        500,
        8,
        PeerTimings.DEFAULT);
  }

  /** The hub's, whose peers are those; one that is listed by its name has a key for that name. */
  static PeerSettings settings(List<PeerRef> peers) {
    List<ChildOffer> offers = List.of(offer(true, CHILD_LIFE));
    SaSettings sa = saSettings(HUB, offers, IKE_LIFE);
    PeerSettings.AddressBook book =
        new PeerSettings.AddressBook() {
          @Override
          public Optional<SaSettings> find(InetAddress remote, InetAddress local) {
            return find(remote, local, List.of());
          }

          @Override
          public Optional<SaSettings> find(
              InetAddress remote, InetAddress local, Collection<String> names) {
            return !names.isEmpty() || peers.contains(new PeerRef.Address(remote, false))
                ? Optional.of(sa)
                : Optional.empty();
          }

          @Override
          public Vrfs vrfs(InetAddress remote, InetAddress local) {
            return new Vrfs(Optional.of("outside"), Optional.of("blue"));
          }

          @Override
          public int replayWindow(String label) {
            return 512;
          }
        };
    return new PeerSettings(
        List.of(new Connection(ENTRY, HUB, peers, offers)), book, 500, 500, 8, PeerTimings.DEFAULT);
  }

  private static List<PeerRef> points(List<InetAddress> peers, OptionalInt preferred) {
    List<PeerRef> points = new ArrayList<>();
    for (InetAddress peer : peers) {
      boolean first = preferred.isPresent() && preferred.getAsInt() == points.size();
      points.add(new PeerRef.Address(peer, first));
    }
    return points;
  }

  private static SaSettings saSettings(InetAddress own, List<ChildOffer> offers, Duration life) {
    Phase1Settings phase1 =
        new Phase1Settings(
            List.of(
                new IkePolicy(
                    10,
                    EncryptionAlgorithm.AES_CBC_128,
                    HashAlgorithm.SHA1,
                    Authentication.PRE_SHARE,
                    DhGroup.MODP_768,
                    life)),
            Secret.ofText("the key of all"),
            new Payload.Identification(IdType.IPV4_ADDR, 0, 0, Octets.of(own.getAddress())),
            Set.of(LivenessProtocol.DPD),
            NatSettings.DEFAULT,
            Retransmission.DEFAULT,
            Phase1Settings.HALF_OPEN_LIFETIME,
            false);
    return new SaSettings(
        phase1,
        Optional.of(DpdSettings.periodic(Duration.ofSeconds(30))),
        offers,
        SpiSource.RANDOM);
  }

  /** The hub brings its entry up, in whatever weather. */
  World up() {
    hub.tell(new PeerEvent.BringUp(ENTRY));
    net.run(Duration.ofSeconds(10));
    return this;
  }

  /** Both sides have the same one tunnel and nothing else. */
  void assertOneTunnel(Node one, Node two) {
    assertThat(one.state().usableIkeCount()).isEqualTo(1);
    assertThat(two.state().usableIkeCount()).isEqualTo(1);
    assertThat(one.liveSas()).isEqualTo(1);
    assertThat(two.liveSas()).isEqualTo(1);
    assertThat(one.dataPlane()).hasSize(1);
    assertThat(two.dataPlane()).hasSize(1);
    ChildSa ours = one.dataPlane().values().iterator().next();
    ChildSa theirs = two.dataPlane().values().iterator().next();
    assertThat(ours.inboundSpi()).isEqualTo(theirs.outboundSpi());
    assertThat(ours.outboundSpi()).isEqualTo(theirs.inboundSpi());
    assertThat(ours.inboundEncryptionKey()).isEqualTo(theirs.outboundEncryptionKey());
    assertThat(one.state().children()).containsExactly(ours);
  }

  /** Every session that came up stayed up. */
  static void assertNeverDown(Node node) {
    assertThat(node.reports(PeerEffect.SessionUp.class)).hasSize(1);
    assertThat(node.reports(PeerEffect.SessionDown.class)).isEmpty();
  }
}
