package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.DhGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One entry of a crypto map, or of a dynamic map: whom to talk to and how to protect what.
 *
 * @param map name of the map, or of the dynamic map, that it belongs to
 * @param sequence 1 to 65535, the lowest is tried first
 * @param dynamicMap the entry stands for the entries of this dynamic map and has no content itself
 * @param peers in the order in which they are tried; empty in a dynamic map: anyone
 * @param transformSets names, best first
 * @param accessList what is protected, seen from here
 * @param lifetime in place of the global one
 * @param idleTime without traffic, after which the SA is deleted
 * @param idleToDefault on that occasion the default peer becomes current
 * @param replayWindow 64 to 1024 packets, 0 for no replay check, in place of the node's
 * @param perHost one SA pair for each pair of hosts
 */
public record CryptoMapEntry(
    String map,
    int sequence,
    Optional<String> dynamicMap,
    Optional<String> description,
    List<PeerRef> peers,
    List<String> transformSets,
    Optional<DhGroup> pfs,
    Optional<String> accessList,
    SaLifetime lifetime,
    Optional<Duration> idleTime,
    boolean idleToDefault,
    Optional<Integer> replayWindow,
    boolean perHost,
    Optional<String> isakmpProfile,
    Optional<ReverseRoute> reverseRoute) {
  public CryptoMapEntry {
    peers = List.copyOf(peers);
    transformSets = List.copyOf(transformSets);
  }

  public static CryptoMapEntry of(String map, int sequence) {
    return new Draft().build(map, sequence);
  }

  /** {@code "green 1"}: how {@code show} and the log call it. */
  public String label() {
    return map + " " + sequence;
  }

  /** A copy with some parts changed. */
  public CryptoMapEntry with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.dynamicMap = dynamicMap;
    draft.description = description;
    draft.peers = peers;
    draft.transformSets = transformSets;
    draft.pfs = pfs;
    draft.accessList = accessList;
    draft.lifetime = lifetime;
    draft.idleTime = idleTime;
    draft.idleToDefault = idleToDefault;
    draft.replayWindow = replayWindow;
    draft.perHost = perHost;
    draft.isakmpProfile = isakmpProfile;
    draft.reverseRoute = reverseRoute;
    change.accept(draft);
    return draft.build(map, sequence);
  }

  /** The parts while they are being changed. */
  public static final class Draft {
    public Optional<String> dynamicMap = Optional.empty();
    public Optional<String> description = Optional.empty();
    public List<PeerRef> peers = List.of();
    public List<String> transformSets = List.of();
    public Optional<DhGroup> pfs = Optional.empty();
    public Optional<String> accessList = Optional.empty();
    public SaLifetime lifetime = SaLifetime.UNSET;
    public Optional<Duration> idleTime = Optional.empty();
    public boolean idleToDefault;
    public Optional<Integer> replayWindow = Optional.empty();
    public boolean perHost;
    public Optional<String> isakmpProfile = Optional.empty();
    public Optional<ReverseRoute> reverseRoute = Optional.empty();

    private CryptoMapEntry build(String map, int sequence) {
      return new CryptoMapEntry(
          map,
          sequence,
          dynamicMap,
          description,
          peers,
          transformSets,
          pfs,
          accessList,
          lifetime,
          idleTime,
          idleToDefault,
          replayWindow,
          perHost,
          isakmpProfile,
          reverseRoute);
    }
  }
}
