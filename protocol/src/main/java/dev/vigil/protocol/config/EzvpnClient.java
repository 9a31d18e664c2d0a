package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.Secret;
import java.util.List;
import java.util.Optional;

/**
 * An Easy VPN remote ({@code crypto ipsec client ezvpn}): kept, and run in a later release.
 *
 * @param manual connects on command, else by itself
 * @param peers in the order in which they are tried
 * @param xauthMode where user name and password come from: {@code local}, {@code interactive} …
 */
public record EzvpnClient(
    String name,
    boolean manual,
    Optional<Credential> group,
    Optional<Mode> mode,
    List<PeerRef> peers,
    Optional<Credential> user,
    Optional<String> xauthMode) {
  public EzvpnClient {
    peers = List.copyOf(peers);
  }

  /** What the remote's hosts look like from the other side. */
  public enum Mode {
    CLIENT,
    NETWORK_EXTENSION,
    NETWORK_PLUS
  }

  /** A name with its secret. */
  public record Credential(String name, Secret secret) {}

  public static EzvpnClient named(String name) {
    return new EzvpnClient(
        name,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  public EzvpnClient withManual(boolean v) {
    return new EzvpnClient(name, v, group, mode, peers, user, xauthMode);
  }

  public EzvpnClient withGroup(Optional<Credential> v) {
    return new EzvpnClient(name, manual, v, mode, peers, user, xauthMode);
  }

  public EzvpnClient withMode(Optional<Mode> v) {
    return new EzvpnClient(name, manual, group, v, peers, user, xauthMode);
  }

  public EzvpnClient withPeers(List<PeerRef> v) {
    return new EzvpnClient(name, manual, group, mode, v, user, xauthMode);
  }

  public EzvpnClient withUser(Optional<Credential> v) {
    return new EzvpnClient(name, manual, group, mode, peers, v, xauthMode);
  }

  public EzvpnClient withXauthMode(Optional<String> v) {
    return new EzvpnClient(name, manual, group, mode, peers, user, v);
  }
}
