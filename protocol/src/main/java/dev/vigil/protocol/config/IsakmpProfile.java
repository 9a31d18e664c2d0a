package dev.vigil.protocol.config;

import java.util.List;
import java.util.Optional;

/**
 * What holds for peers of certain identities ({@code crypto isakmp profile}).
 *
 * @param keyrings names, searched in order; empty means every key
 * @param matches a peer that any of these fits is under this profile
 * @param keepalive in place of the global one; always periodic
 * @param vrf the VRF of what its peers' tunnels protect; it chooses sessions, packets are not
 *     routed
 * @param virtualTemplate 1 to 4095
 */
public record IsakmpProfile(
    String name,
    Optional<String> description,
    Optional<String> vrf,
    List<String> keyrings,
    Optional<OwnIdentity> selfIdentity,
    List<IdentityMatch> matches,
    Optional<Keepalive> keepalive,
    Optional<LocalEndpoint> local,
    boolean initiateAggressive,
    ClientAccess client,
    Optional<Integer> virtualTemplate) {
  public IsakmpProfile {
    keyrings = List.copyOf(keyrings);
    matches = List.copyOf(matches);
  }

  public static IsakmpProfile named(String name) {
    return new Draft().build(name);
  }

  /** The profile's parts while they are being changed. */
  public Draft draft() {
    Draft draft = new Draft();
    draft.description = description;
    draft.vrf = vrf;
    draft.keyrings = keyrings;
    draft.selfIdentity = selfIdentity;
    draft.matches = matches;
    draft.keepalive = keepalive;
    draft.local = local;
    draft.initiateAggressive = initiateAggressive;
    draft.client = client;
    draft.virtualTemplate = virtualTemplate;
    return draft;
  }

  /** A copy with some parts changed. */
  public IsakmpProfile with(java.util.function.Consumer<Draft> change) {
    Draft draft = draft();
    change.accept(draft);
    return draft.build(name);
  }

  /** See {@link #draft()}. */
  public static final class Draft {
    public Optional<String> description = Optional.empty();
    public Optional<String> vrf = Optional.empty();
    public List<String> keyrings = List.of();
    public Optional<OwnIdentity> selfIdentity = Optional.empty();
    public List<IdentityMatch> matches = List.of();
    public Optional<Keepalive> keepalive = Optional.empty();
    public Optional<LocalEndpoint> local = Optional.empty();
    public boolean initiateAggressive;
    public ClientAccess client = ClientAccess.NONE;
    public Optional<Integer> virtualTemplate = Optional.empty();

    IsakmpProfile build(String name) {
      return new IsakmpProfile(
          name,
          description,
          vrf,
          keyrings,
          selfIdentity,
          matches,
          keepalive,
          local,
          initiateAggressive,
          client,
          virtualTemplate);
    }
  }
}
