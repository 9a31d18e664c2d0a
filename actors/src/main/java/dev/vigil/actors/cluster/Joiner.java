package dev.vigil.actors.cluster;

import dev.vigil.settings.ClusterSettings;
import dev.vigil.settings.Joining;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node into its cluster. Pekko asks all given nodes and joins the first that answers;
 * only the first of the list begins a cluster of its own, and only when no other answers. A name is
 * looked up again and again, and its addresses are put in order, so that every node has the same
 * first one.
 */
final class Joiner extends AbstractMatchingBehavior<Joiner.Event> {
  static final String NAME = "joiner";
  private static final Logger LOG = LoggerFactory.getLogger(Joiner.class);
  private static final Duration LOOK_UP_AGAIN = Duration.ofSeconds(1);

  /** What happens meanwhile. */
  sealed interface Event {}

  private enum Clock implements Event {
    LOOK_UP
  }

  private record Found(List<String> hosts) implements Event {}

  private final Cluster cluster;
  private final Joining.Dns dns;
  private final NameLookUp names;
  private final TimerScheduler<Event> timers;
  private List<String> asked = List.of();

  /** All addresses of a name, as literals. */
  @FunctionalInterface
  interface NameLookUp {
    /** With the system's resolver. */
    NameLookUp SYSTEM =
        name ->
            Arrays.stream(InetAddress.getAllByName(name)).map(InetAddress::getHostAddress).toList();

    List<String> addresses(String name) throws UnknownHostException;
  }

  private Joiner(
      ActorContext<Event> context,
      Joining.Dns dns,
      NameLookUp names,
      TimerScheduler<Event> timers) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.dns = dns;
    this.names = names;
    this.timers = timers;
    lookUp();
  }

  /** Joins, or has a child of {@code context} do so. */
  static void start(ActorContext<?> context, ClusterSettings settings, NameLookUp names) {
    Cluster cluster = Cluster.get(context.getSystem());
    switch (settings.joining()) {
      case Joining.Unassisted() -> {}
      case Joining.Seeds(var nodes) ->
          cluster
              .manager()
              .tell(
                  new JoinSeedNodes(
                      nodes.stream().map(seed -> at(cluster, seed.host(), seed.port())).toList()));
      case Joining.Dns dns ->
          context.spawn(
              Behaviors.<Event>setup(
                  own -> Behaviors.withTimers(timers -> new Joiner(own, dns, names, timers))),
              NAME);
    }
  }

  private static Address at(Cluster cluster, String host, int port) {
    Address self = cluster.selfMember().address();
    return new Address(self.protocol(), self.system(), host, port);
  }

  private void lookUp() {
    CompletableFuture<List<String>> found = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        found.complete(order(names.addresses(dns.name())));
      } catch (UnknownHostException | RuntimeException nothing) {
        found.complete(List.of());
      }
    });
    getContext().pipeToSelf(found, (hosts, failure) -> new Found(hosts));
  }

  /** The same on every node, whatever order the answers came in. */
  static List<String> order(List<String> hosts) {
    return hosts.stream()
        .distinct()
        .sorted(
            Comparator.comparing(
                (String host) -> InetAddress.ofLiteral(host).getAddress(),
                Comparator.<byte[]>comparingInt(bytes -> bytes.length)
                    .thenComparing(Arrays::compareUnsigned)))
        .toList();
  }

  @Override
  public Behavior<Event> onMessage(Event event) {
    if (!cluster.selfMember().status().equals(MemberStatus.removed())) {
      return Behaviors.stopped();
    }
    switch (event) {
      case Clock.LOOK_UP -> lookUp();
      case Found(var hosts) -> {
        ask(hosts);
        timers.startSingleTimer(Clock.LOOK_UP, LOOK_UP_AGAIN);
      }
    }
    return this;
  }

  private void ask(List<String> hosts) {
    if (hosts.equals(asked)) {
      return;
    }
    List<Address> others = hosts.stream().map(host -> at(cluster, host, dns.port())).toList();
    Address self = cluster.selfMember().address();
    boolean first = !others.isEmpty() && others.getFirst().equals(self);
    LOG.info("{} has addresses={} first={}", dns.name(), hosts, first);
    asked = hosts;
    if (!first) {
      join(others);
    } else if (hosts.size() >= dns.contactPoints()) {
      join(others);
    } else {
      // Not the first of its own list, it can only join.
      join(others.stream().filter(other -> !other.equals(self)).toList());
    }
  }

  private void join(List<Address> nodes) {
    if (!nodes.isEmpty()) {
      cluster.manager().tell(new JoinSeedNodes(nodes));
    }
  }
}
