package dev.vigil.interop;

import java.time.Duration;

/**
 * What a remote site is configured with; its daemon's own words for algorithms.
 *
 * @param local the site's address as it sees it itself
 * @param remote the head-end's address
 * @param localId the identity the site shows
 * @param remoteId the identity the site wants to see
 * @param psk the pre-shared key
 * @param ike phase-1 proposal
 * @param esp phase-2 proposal
 * @param localNet the network behind the site
 * @param remoteNet the network behind the head-end
 * @param dpd how often the site probes, 0 for never
 * @param ikeRekey when the site replaces the IKE SA, 0 for never
 * @param childRekey when the site replaces the IPsec SAs, 0 for never
 * @param plane whether it has a data plane
 */
record Site(
    String local,
    String remote,
    String localId,
    String remoteId,
    String psk,
    String ike,
    String esp,
    String localNet,
    String remoteNet,
    Duration dpd,
    Duration ikeRekey,
    Duration childRekey,
    Plane plane) {

  /** The site's data plane. */
  enum Plane {
    /** ESP in user space, always in UDP (so the site claims to be behind a NAT). */
    USER_SPACE,
    /** The kernel's ESP, and phase 1 alone where it has none; the truth about NAT. */
    KERNEL
  }

  /** A site without DPD of its own and without rekeying. */
  static Site of(String local, String remote, String psk, String ike) {
    return new Site(
        local,
        remote,
        local,
        remote,
        psk,
        ike,
        "aes128-sha1",
        "192.168.2.0/24",
        "192.168.1.0/24",
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Plane.USER_SPACE);
  }

  Site withLocal(String address) {
    return new Site(
        address,
        remote,
        address,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withRemoteId(String remoteId) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withPsk(String psk) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withIke(String ike) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withEsp(String esp) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withNets(String localNet, String remoteNet) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withDpd(Duration dpd) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withRekey(Duration ikeRekey, Duration childRekey) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }

  Site withPlane(Plane plane) {
    return new Site(
        local,
        remote,
        localId,
        remoteId,
        psk,
        ike,
        esp,
        localNet,
        remoteNet,
        dpd,
        ikeRekey,
        childRekey,
        plane);
  }
}
