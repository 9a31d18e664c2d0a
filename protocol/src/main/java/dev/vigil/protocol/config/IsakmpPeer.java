package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What is known of one peer beside its key ({@code crypto isakmp peer}).
 *
 * @param vrf kept; there is one routing table here
 * @param aggressivePassword key for Aggressive Mode
 * @param clientEndpoint the identity that we present to it in Aggressive Mode
 */
public record IsakmpPeer(
    InetAddress address,
    Optional<String> vrf,
    Optional<String> description,
    Optional<Secret> aggressivePassword,
    Optional<OwnIdentity> clientEndpoint) {}
