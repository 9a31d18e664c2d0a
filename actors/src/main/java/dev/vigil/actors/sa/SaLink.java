package dev.vigil.actors.sa;

import dev.vigil.actors.dataplane.TrafficStamps;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * An IKE SA as the rest of its node sees it: where its datagrams go, with a bound on how many may
 * wait there, and the state that its actor published last. The state is immutable, so whoever reads
 * it disturbs nobody; the peer's actor says goodbye from it should the SA's actor fail.
 */
public final class SaLink {
  /** An SA that works keeps up with its peer; what is more is a flood under its cookies. */
  private static final int MOST_WAITING = 64;

  private final Cookie ours;
  private final PeerTag tag;
  private final int connection;
  private final Instant startedAt;
  private final AtomicInteger waiting = new AtomicInteger();
  private final TrafficStamps traffic = new TrafficStamps(this::tellOfTraffic);
  private volatile @Nullable ActorRef<SaMessage> ref;
  private volatile IkeSa state;
  private volatile Path path;
  private volatile SaSettings settings;
  private @Nullable IkeSa kept;

  /**
   * @param ours our half of the cookie pair
   * @param connection the number in the router's lines
   * @param state after the SA's first step
   */
  public SaLink(
      Cookie ours,
      PeerTag tag,
      int connection,
      Instant startedAt,
      IkeSa state,
      Path path,
      SaSettings settings) {
    this.ours = ours;
    this.tag = tag;
    this.connection = connection;
    this.startedAt = startedAt;
    this.state = state;
    this.path = path;
    this.settings = settings;
  }

  public Cookie ours() {
    return ours;
  }

  public PeerTag tag() {
    return tag;
  }

  public int connection() {
    return connection;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** Tells which actor it is; before that nothing may be sent to it. */
  public void bind(ActorRef<SaMessage> actor) {
    ref = actor;
  }

  public ActorRef<SaMessage> ref() {
    return Objects.requireNonNull(ref);
  }

  /** When its IPsec SAs carried something. */
  public TrafficStamps traffic() {
    return traffic;
  }

  private void tellOfTraffic() {
    ref().tell(new SaMessage.Traffic());
  }

  public IkeSa state() {
    return state;
  }

  public SaSettings settings() {
    return settings;
  }

  /** Hands a datagram to the SA; false if too many wait there already. */
  public boolean offer(Octets datagram, Path path) {
    if (waiting.get() >= MOST_WAITING) {
      return false;
    }
    waiting.incrementAndGet();
    ref().tell(new SaMessage.Arrived(datagram, path));
    return true;
  }

  void taken() {
    waiting.decrementAndGet();
  }

  void publish(IkeSa next) {
    next.path().ifPresent(now -> path = now);
    state = next;
  }

  /** Where its peer is, or was when it ended. */
  public Path path() {
    return path;
  }

  /** As the SA last asked to be kept; for its peer's actor alone. */
  public Optional<IkeSa> kept() {
    return Optional.ofNullable(kept);
  }

  /** For its peer's actor alone. */
  public void keep(IkeSa next) {
    kept = next;
  }

  void publish(SaSettings next) {
    settings = next;
  }
}
