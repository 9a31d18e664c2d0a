package dev.vigil.protocol.config;

import java.util.Optional;

/** A peer identity that an ISAKMP profile claims ({@code match identity}). */
public sealed interface IdentityMatch {
  record Network(IpPrefix prefix, Optional<String> vrf) implements IdentityMatch {}

  /** Identity of type KEY_ID: an Easy VPN group. */
  record Group(String name) implements IdentityMatch {}

  /** FQDN, whole or, where {@code domain}, its domain part. */
  record Host(String name, boolean domain) implements IdentityMatch {}

  /** USER_FQDN, whole or, where {@code domain}, its domain part. */
  record User(String name, boolean domain) implements IdentityMatch {}
}
