package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses for Easy VPN clients ({@code ip local pool}).
 *
 * @param last the same as {@code first} for a pool of one
 */
public record AddressPool(
    String name, InetAddress first, InetAddress last, Optional<String> group) {}
