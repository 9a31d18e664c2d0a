package dev.vigil.actors.node;

import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessEntry.Endpoint;
import dev.vigil.protocol.config.AccessEntry.Match;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.config.SaLifetime;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.SettingsFile;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configurations for both ends of a loopback tunnel, with DPD far quicker than a router's. */
final class TestConfigs {
  /** Label of the only crypto map entry. */
  static final String CONNECTION = "test 1";

  private TestConfigs() {}

  /**
   * @param peers whom the entry names, and whom a key is for
   * @param ours last octet of 10.x.0.0/16 behind us, theirs likewise
   * @param keepalive empty: never asks
   */
  static HeadEndConfig config(
      List<InetAddress> peers, int ours, int theirs, Optional<Duration> keepalive) {
    ConfigBuilder builder = new ConfigBuilder();
    builder.policies.put(
        1,
        IkePolicy.defaults(1)
            .withAuthentication(Authentication.PRE_SHARE)
            .withEncryption(EncryptionAlgorithm.AES_CBC_128)
            .withHash(HashAlgorithm.SHA1)
            .withGroup(DhGroup.ECP_256));
    for (InetAddress peer : peers) {
      PeerScope scope = PeerScope.of(peer);
      builder.preSharedKeys.put(
          scope, new PreSharedKey(scope, Secret.ofText("only for tests"), false));
    }
    EspTransform esp =
        new EspTransform(
            Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), true);
    builder.transformSets.put("esp", new TransformSet("esp", esp));
    AccessEntry.Rule rule =
        new AccessEntry.Rule(Optional.empty(), true, 0, net(ours), net(theirs), List.of());
    builder.putAccessList(new AccessList("101", false, List.of(rule)));
    builder.putEntry(
        CryptoMapEntry.of("test", 1)
            .with(draft -> {
              draft.peers =
                  peers.stream().<PeerRef>map(peer -> new PeerRef.Address(peer, false)).toList();
              draft.transformSets = List.of("esp");
              draft.accessList = Optional.of("101");
            }),
        false);
    builder.isakmp =
        builder.isakmp.with(draft ->
            draft.keepalive =
                keepalive.map(interval ->
                    new Keepalive(interval, interval.dividedBy(4), Keepalive.Mode.PERIODIC)));
    return builder.build();
  }

  /** The same with other words about keepalives and about how much an SA may carry. */
  static HeadEndConfig with(
      HeadEndConfig config, Optional<Keepalive> keepalive, Optional<Long> kilobytes) {
    ConfigBuilder builder = new ConfigBuilder(config);
    builder.isakmp = builder.isakmp.with(draft -> draft.keepalive = keepalive);
    builder.ipsec = builder.ipsec.withLifetime(new SaLifetime(Optional.empty(), kilobytes));
    return builder.build();
  }

  /** The same for one peer, and a key for whoever else there is. */
  static HeadEndConfig withKeyForAnyone(InetAddress peer, Optional<Duration> keepalive) {
    ConfigBuilder builder = new ConfigBuilder(config(List.of(peer), 1, 2, keepalive));
    PeerScope anyone = new PeerScope.Network(new IpPrefix(InetAddress.ofLiteral("0.0.0.0"), 0));
    builder.preSharedKeys.put(
        anyone, new PreSharedKey(anyone, Secret.ofText("for anyone in tests"), false));
    return builder.build();
  }

  private static Endpoint net(int octet) {
    return new Endpoint(
        new Match.Wildcard(
            InetAddress.ofLiteral("10." + octet + ".0.0"), InetAddress.ofLiteral("0.0.255.255")),
        Optional.empty());
  }

  /** On that address, on free ports but where they are given; {@code more} is HOCON. */
  static NodeSettings settings(String address, int port, int remotePort, String... more)
      throws Exception {
    return SettingsFile.parse(
        """
        vigil.udp {
          listen = ["%s"], port = %d, nat-port = 0, remote-port = %d
          receive-buffer = 256 KiB, send-buffer = 256 KiB
        }
        vigil.store.kind = memory
        pekko.loglevel = WARNING
        """
                .formatted(address, port, remotePort)
            + String.join("\n", more));
  }
}
