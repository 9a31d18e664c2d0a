package dev.vigil.protocol.wire;

/** Identification types of RFC 2407 §4.6.2.1. */
public final class IdType {
  public static final int IPV4_ADDR = 1;
  public static final int FQDN = 2;
  public static final int USER_FQDN = 3;
  public static final int IPV4_ADDR_SUBNET = 4;
  public static final int IPV6_ADDR = 5;
  public static final int IPV6_ADDR_SUBNET = 6;
  public static final int IPV4_ADDR_RANGE = 7;
  public static final int IPV6_ADDR_RANGE = 8;
  public static final int DER_ASN1_DN = 9;
  public static final int DER_ASN1_GN = 10;
  public static final int KEY_ID = 11;

  private IdType() {}
}
