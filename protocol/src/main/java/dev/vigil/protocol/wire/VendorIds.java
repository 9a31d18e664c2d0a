package dev.vigil.protocol.wire;

import java.util.Arrays;
import java.util.Optional;

/** The vendor IDs that mean something to us or to who reads a trace (RFC 2408 §3.16). */
public enum VendorIds {
  /** RFC 3706 §5.1; the last two bytes are major and minor version. */
  DPD("afcad71368a1f1c96b8696fc77570100", 14),
  /** Our own: MD5 of "Vigil IKEv1 keepalives, version 1". */
  VIGIL_KEEPALIVES("e37ffcec05a39655574a8529ca4f1caf", 16),
  CISCO_UNITY("12f5f28c457168a9702d9fe274cc0100", 14),
  /** Comes in eight bytes and, cut less short, in sixteen. */
  XAUTH("09002689dfd6b712", 8),
  NAT_T_RFC3947("4a131c81070358455c5728f20e95452f", 16),
  NAT_T_DRAFT_00("4485152d18b6bbcd0be8a8469579ddcc", 16),
  NAT_T_DRAFT_01("16f6ca16e4a4066d83821a0f0aeaa862", 16),
  NAT_T_DRAFT_02("cd60464335df21f87cfdb2fc68b6a448", 16),
  /** The same draft, hashed with a line feed: what routers call "NAT-T v2". */
  NAT_T_DRAFT_02_LF("90cb80913ebb696e086381b5ec427b1f", 16),
  NAT_T_DRAFT_03("7d9419a65310ca6f2c179d9215529d56", 16),
  NAT_T_DRAFT_04("9909b64eed937c6573de52ace952fa6b", 16),
  NAT_T_DRAFT_05("80d0bb3def54565ee84645d4c85ce3ee", 16),
  NAT_T_DRAFT_06("4d1e0e136deafa34c4f3ea9f02ec7285", 16),
  NAT_T_DRAFT_07("439b59f8ba676c4c7737ae22eab8f582", 16),
  NAT_T_DRAFT_08("8f8d83826d246b6fc7a8a6a428c11de8", 16),
  /** Often followed by four bytes of capabilities. */
  FRAGMENTATION("4048b7d56ebce88525e7de7f00d6c2d3", 16),
  VPN_3000_CONCENTRATOR("1f07f70eaa6514d3b0fa96542a50", 14),
  VPN_3000_CLIENT("f6f7efc7f5aeb8cb158cb9d094ba69e7", 16),
  DELETE_WITH_REASON("2d7922c6b301d9b0e1342739e9cfbbd5", 16),
  DPD_NEXT_GENERATION("3b9031dce4fcf88b489a923963dd0c49", 16),
  HEARTBEAT("4865617274426561745f4e6f74696679", 16);

  private final Octets bytes;
  private final int significant;

  VendorIds(String hex, int significant) {
    this.bytes = Octets.ofHex(hex);
    this.significant = significant;
  }

  /** As we send it. */
  public Payload.VendorId payload() {
    return new Payload.VendorId(bytes);
  }

  /** Whether {@code vendorId} is this one, versions and capabilities at its end aside. */
  public boolean matches(Payload.VendorId vendorId) {
    Octets data = vendorId.data();
    return data.length() >= significant
        && data.slice(0, significant).equals(bytes.slice(0, significant));
  }

  public static Optional<VendorIds> of(Payload.VendorId vendorId) {
    return Arrays.stream(values()).filter(known -> known.matches(vendorId)).findFirst();
  }
}
