package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.Secret;

/**
 * A pre-shared key and whom it is for.
 *
 * @param noXauth the peer is not asked for extended authentication
 */
public record PreSharedKey(PeerScope scope, Secret secret, boolean noXauth) {}
