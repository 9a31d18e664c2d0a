package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.PeerRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Peers that are configured by their host names: what may go wrong with a name. */
class HostNamePeerTest {
  private static final String NAME = "gw.example.net";
  private static final Duration DEATH = Duration.ofSeconds(45);
  private static final Duration NO_ANSWER = Duration.ofSeconds(65);

  private static World world(long seed, int sites, boolean dynamic, PeerRef... more) {
    World world = new World(seed, Net.Weather.FAIR, sites);
    List<PeerRef> peers = new ArrayList<>(List.of(new PeerRef.HostName(NAME, dynamic, false)));
    peers.addAll(List.of(more));
    world.hub.reconfigure(World.settings(peers));
    return world;
  }

  private static int questions(World world) {
    return world.hub.reports(PeerEffect.Resolve.class).size();
  }

  private static List<String> failures(World world) {
    return world.hub.reports(PeerEffect.ConnectionFailed.class).stream()
        .map(PeerEffect.ConnectionFailed::reason)
        .toList();
  }

  private static ConnectionStatus status(World world, boolean dynamic) {
    List<PeerRef> peers = List.of(new PeerRef.HostName(NAME, dynamic, false));
    return world.hub.state().status(World.settings(peers).connections().getFirst());
  }

  @Test
  void aNameThatDoesNotResolveFailsWithAClearLineAndTheNextPeerIsTried() {
    World world = world(1, 2, false, new PeerRef.Address(World.site(2), false)).up();
    assertThat(failures(world))
        .containsExactly("host name " + NAME + " does not resolve: no such name");
    assertThat(
            world.hub.reports(PeerEffect.ConnectionFailed.class).getFirst().peer().getHostString())
        .isEqualTo(NAME);
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }

  @Test
  void aNameServiceThatIsSilentIsNotWaitedForLong() {
    World world = world(2, 2, false, new PeerRef.Address(World.site(2), false));
    world.hub.loseNameService();
    world.up();
    world.net.run(Duration.ofSeconds(2));
    assertThat(failures(world))
        .containsExactly("host name " + NAME + " does not resolve: no answer");
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }

  @Test
  void theOnlyPeersNameIsAskedForAgainWithBackOffUntilItResolves() {
    World world = world(3, 1, false).up();
    world.net.run(Duration.ofMinutes(30));
    assertThat(questions(world)).isBetween(7, 16);
    assertThat(failures(world)).hasSameSizeAs(world.hub.reports(PeerEffect.Resolve.class));
    assertThat(status(world, false).addresses()).containsExactly(Optional.empty());
    assertThat(status(world, false).lastEnd().orElseThrow().peer()).isEmpty();
    world.hub.resolves(NAME, World.site(1));
    world.net.run(Duration.ofMinutes(6));
    world.assertOneTunnel(world.hub, world.site());
    assertThat(status(world, false).addresses()).containsExactly(Optional.of(World.site(1)));
  }

  @Test
  void aDynamicNameIsAskedForBeforeEveryAttemptAndAnotherOneOnlyAfterAFailure() {
    for (boolean dynamic : List.of(true, false)) {
      World world = world(4, 1, dynamic);
      world.hub.resolves(NAME, World.site(1));
      world.up();
      assertThat(questions(world)).isEqualTo(1);
      world.hub.tell(PeerEvent.ClearChildren.ALL);
      world.net.run(Duration.ofSeconds(2));
      world.assertOneTunnel(world.hub, world.site());
      assertThat(questions(world)).isEqualTo(dynamic ? 2 : 1);
      world.net.cut(World.site(1));
      world.net.run(DEATH);
      assertThat(questions(world)).isEqualTo(dynamic ? 3 : 2);
    }
  }

  @Test
  void aPeerThatMovedIsFoundUnderItsNewAddress() {
    World world = world(5, 2, false);
    world.hub.resolves(NAME, World.site(1));
    world.up();
    world.assertOneTunnel(world.hub, world.site());
    world.net.cut(World.site(1));
    world.hub.resolves(NAME, World.site(2));
    world.net.run(DEATH);
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }

  @Test
  void ofANameWithSeveralAddressesTheOneThatAnswersIsFound() {
    World world = world(6, 3, false);
    world.hub.resolves(NAME, World.site(1), World.site(2), World.site(3));
    world.net.cut(World.site(1));
    world.net.cut(World.site(2));
    world.up();
    world.net.run(NO_ANSWER.multipliedBy(2).plusSeconds(40));
    world.assertOneTunnel(world.hub, world.sites.get(2));
  }

  @Test
  void aNameServiceThatFailsLaterDoesNotTakeAwayWhatIsKnown() {
    World world = world(7, 1, false);
    world.hub.resolves(NAME, World.site(1));
    world.up();
    world.hub.resolves(NAME);
    world.net.cut(World.site(1));
    world.net.run(DEATH);
    world.net.mend(World.site(1));
    world.net.run(Duration.ofMinutes(2));
    world.assertOneTunnel(world.hub, world.site());
    assertThat(failures(world)).noneMatch(reason -> reason.contains("resolve"));
  }

  @Test
  void aPeerThatCallsFromWhereItsNameStandsForIsAnswered() {
    World world = world(8, 1, false);
    world.site().tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofSeconds(2));
    assertThat(world.site().dataPlane()).isEmpty();
    world.hub.tell(new PeerEvent.Resolved(NAME, List.of(World.site(1)), ""));
    world.net.run(Duration.ofSeconds(60));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void anSaLivesOnWhenTheNameStandsForAnotherAddress() {
    World world = world(9, 1, false);
    world.hub.resolves(NAME, World.site(1));
    world.up();
    world.hub.tell(new PeerEvent.Resolved(NAME, List.of(World.site(2)), ""));
    world.hub.tell(new PeerEvent.SettingsChanged());
    world.net.run(World.IKE_LIFE.plusMinutes(2));
    World.assertNeverDown(world.hub);
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void anAddressOfTheOtherFamilyIsNoUse() {
    World world = world(10, 1, false);
    world.hub.resolves(NAME, Net.address("2001:db8::1"));
    world.up();
    assertThat(failures(world)).contains("host name " + NAME + " has no IPv4 address");
  }
}
