package dev.vigil.protocol.natt;

import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** NAT-D payloads: how they are made and what they tell (RFC 3947 §3.2). */
public final class NatDetection {
  private NatDetection() {}

  /**
   * RFC 3947 §3.2: "The first NAT-D payload contains the remote end's IP address and port. The
   * remaining NAT-D payloads contain possible local-end IP addresses and ports".
   *
   * @param path that the message with these payloads is sent along
   * @param claimed we are to look as if we were behind a NAT: our own address is given with port 0,
   *     from which nothing can come
   */
  public static List<Payload> payloads(
      NatVariant variant, HashAlgorithm hash, CookiePair cookies, Path path, boolean claimed) {
    InetSocketAddress local =
        claimed ? new InetSocketAddress(path.local().getAddress(), 0) : path.local();
    return List.of(
        new Payload.NatDiscovery(variant.discoveryType(), digest(hash, cookies, path.remote())),
        new Payload.NatDiscovery(variant.discoveryType(), digest(hash, cookies, local)));
  }

  /**
   * RFC 3947 §3.2: "If there is no NAT between the peers, the first NAT-D payload received should
   * match one of the local NAT-D payloads, and one of the other NAT-D payloads must match the
   * remote end's IP address and port. If the first check fails […] this end is behind the NAT".
   *
   * @param path that the message came along
   * @param received its NAT-D payloads in order; fewer than two tell nothing
   */
  public static NatTraversal detect(
      HashAlgorithm hash, CookiePair cookies, Path path, List<Payload.NatDiscovery> received) {
    if (received.size() < 2) {
      return NatTraversal.UNSUPPORTED;
    }
    boolean local = !received.getFirst().hash().equals(digest(hash, cookies, path.local()));
    Octets remote = digest(hash, cookies, path.remote());
    boolean peer = received.stream().skip(1).noneMatch(natD -> natD.hash().equals(remote));
    if (local) {
      return peer ? NatTraversal.BOTH_BEHIND_NAT : NatTraversal.LOCAL_BEHIND_NAT;
    }
    return peer ? NatTraversal.PEER_BEHIND_NAT : NatTraversal.NO_NAT;
  }

  /** RFC 3947 §3.2: "HASH = HASH(CKY-I | CKY-R | IP | Port)", all in network byte order. */
  static Octets digest(HashAlgorithm hash, CookiePair cookies, InetSocketAddress address) {
    try {
      MessageDigest digest = MessageDigest.getInstance(hash.digestName());
      digest.update(cookies.octets().asBuffer());
      digest.update(address.getAddress().getAddress());
      digest.update((byte) (address.getPort() >>> 8));
      digest.update((byte) address.getPort());
      return Octets.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform lacks " + hash.digestName(), e);
    }
  }
}
