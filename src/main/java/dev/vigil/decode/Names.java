package dev.vigil.decode;

import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Proposal;
import java.util.Map;

/** The registries' names of numbers, for a reader; an unknown number stays a number. */
final class Names {
  private static final Map<Integer, String> NOTIFY =
      Map.ofEntries(
          Map.entry(1, "INVALID-PAYLOAD-TYPE"),
          Map.entry(2, "DOI-NOT-SUPPORTED"),
          Map.entry(3, "SITUATION-NOT-SUPPORTED"),
          Map.entry(4, "INVALID-COOKIE"),
          Map.entry(5, "INVALID-MAJOR-VERSION"),
          Map.entry(6, "INVALID-MINOR-VERSION"),
          Map.entry(7, "INVALID-EXCHANGE-TYPE"),
          Map.entry(8, "INVALID-FLAGS"),
          Map.entry(9, "INVALID-MESSAGE-ID"),
          Map.entry(10, "INVALID-PROTOCOL-ID"),
          Map.entry(11, "INVALID-SPI"),
          Map.entry(12, "INVALID-TRANSFORM-ID"),
          Map.entry(13, "ATTRIBUTES-NOT-SUPPORTED"),
          Map.entry(14, "NO-PROPOSAL-CHOSEN"),
          Map.entry(15, "BAD-PROPOSAL-SYNTAX"),
          Map.entry(16, "PAYLOAD-MALFORMED"),
          Map.entry(17, "INVALID-KEY-INFORMATION"),
          Map.entry(18, "INVALID-ID-INFORMATION"),
          Map.entry(19, "INVALID-CERT-ENCODING"),
          Map.entry(20, "INVALID-CERTIFICATE"),
          Map.entry(21, "CERT-TYPE-UNSUPPORTED"),
          Map.entry(22, "INVALID-CERT-AUTHORITY"),
          Map.entry(23, "INVALID-HASH-INFORMATION"),
          Map.entry(24, "AUTHENTICATION-FAILED"),
          Map.entry(25, "INVALID-SIGNATURE"),
          Map.entry(26, "ADDRESS-NOTIFICATION"),
          Map.entry(27, "NOTIFY-SA-LIFETIME"),
          Map.entry(28, "CERTIFICATE-UNAVAILABLE"),
          Map.entry(29, "UNSUPPORTED-EXCHANGE-TYPE"),
          Map.entry(30, "UNEQUAL-PAYLOAD-LENGTHS"),
          Map.entry(16384, "CONNECTED"),
          Map.entry(24576, "RESPONDER-LIFETIME"),
          Map.entry(24577, "REPLAY-STATUS"),
          Map.entry(24578, "INITIAL-CONTACT"),
          Map.entry(32768, "IOS_KEEP_ALIVE_REQ"),
          Map.entry(32769, "IOS_KEEP_ALIVE_ACK"),
          Map.entry(36136, "R-U-THERE"),
          Map.entry(36137, "R-U-THERE-ACK"),
          Map.entry(40501, "UNITY-LOAD-BALANCE"),
          Map.entry(40503, "UNITY-PRESHARED-KEY-HASH"));

  private static final Map<Integer, String> PHASE_1 =
      Map.ofEntries(
          Map.entry(1, "encryption"),
          Map.entry(2, "hash"),
          Map.entry(3, "authentication"),
          Map.entry(4, "group"),
          Map.entry(5, "group_type"),
          Map.entry(11, "life_type"),
          Map.entry(12, "life_duration"),
          Map.entry(13, "prf"),
          Map.entry(14, "key_length"),
          Map.entry(15, "field_size"),
          Map.entry(16, "group_order"));

  private static final Map<Integer, String> IPSEC =
      Map.ofEntries(
          Map.entry(1, "life_type"),
          Map.entry(2, "life_duration"),
          Map.entry(3, "group"),
          Map.entry(4, "encapsulation"),
          Map.entry(5, "authentication"),
          Map.entry(6, "key_length"),
          Map.entry(7, "key_rounds"),
          Map.entry(8, "compress_dictionary_size"),
          Map.entry(9, "compress_private_algorithm"));

  private static final Map<Integer, String> CIPHERS =
      Map.of(1, "DES", 2, "IDEA", 3, "BLOWFISH", 4, "RC5", 5, "3DES", 6, "CAST", 7, "AES");

  private static final Map<Integer, String> HASHES =
      Map.of(1, "MD5", 2, "SHA", 3, "TIGER", 4, "SHA-256", 5, "SHA-384", 6, "SHA-512");

  private static final Map<Integer, String> AUTHENTICATION =
      Map.of(
          1, "pre-shared key",
          2, "DSS signature",
          3, "RSA signature",
          4, "RSA encryption",
          5, "RSA encryption, revised",
          64221, "hybrid, initiator",
          65001, "XAUTH pre-shared key, initiator",
          65002, "XAUTH pre-shared key, responder",
          65005, "XAUTH RSA signature, initiator",
          65006, "XAUTH RSA signature, responder");

  private static final Map<Integer, String> ESP =
      Map.of(
          1,
          "DES-IV64",
          2,
          "DES",
          3,
          "3DES",
          11,
          "NULL",
          12,
          "AES-CBC",
          13,
          "AES-CTR",
          20,
          "AES-GCM-16",
          7,
          "BLOWFISH",
          6,
          "CAST");

  private static final Map<Integer, String> ENCAPSULATION =
      Map.of(
          1, "tunnel",
          2, "transport",
          3, "UDP tunnel",
          4, "UDP transport",
          61443, "UDP tunnel, draft",
          61444, "UDP transport, draft");

  private static final Map<Integer, String> ESP_AUTHENTICATION =
      Map.of(1, "HMAC-MD5", 2, "HMAC-SHA", 5, "HMAC-SHA-256", 6, "HMAC-SHA-384", 7, "HMAC-SHA-512");

  private static final Map<Integer, String> IDENTITIES =
      Map.ofEntries(
          Map.entry(1, "ipv4"),
          Map.entry(2, "fqdn"),
          Map.entry(3, "user_fqdn"),
          Map.entry(4, "ipv4_subnet"),
          Map.entry(5, "ipv6"),
          Map.entry(6, "ipv6_subnet"),
          Map.entry(7, "ipv4_range"),
          Map.entry(8, "ipv6_range"),
          Map.entry(9, "der_dn"),
          Map.entry(10, "der_gn"),
          Map.entry(11, "key_id"));

  private Names() {}

  static String exchange(int code) {
    return ExchangeType.of(code)
        .map(type ->
            switch (type) {
              case BASE -> "Base";
              case MAIN_MODE -> "Main Mode";
              case AUTHENTICATION_ONLY -> "Authentication Only";
              case AGGRESSIVE -> "Aggressive";
              case INFORMATIONAL -> "Informational";
              case TRANSACTION -> "Transaction";
              case QUICK_MODE -> "Quick Mode";
              case NEW_GROUP_MODE -> "New Group Mode";
            })
        .orElse("exchange " + code);
  }

  static String notify(int code) {
    return NOTIFY.getOrDefault(code, Integer.toString(code));
  }

  static String protocol(int code) {
    return switch (code) {
      case Proposal.ISAKMP -> "ISAKMP";
      case Proposal.AH -> "AH";
      case Proposal.ESP -> "ESP";
      case Proposal.IPCOMP -> "IPCOMP";
      default -> Integer.toString(code);
    };
  }

  static String identity(int code) {
    return IDENTITIES.getOrDefault(code, "type " + code);
  }

  static String transform(int protocol, int id) {
    return switch (protocol) {
      case Proposal.ISAKMP -> id == 1 ? "KEY_IKE" : Integer.toString(id);
      case Proposal.ESP -> ESP.getOrDefault(id, Integer.toString(id));
      default -> Integer.toString(id);
    };
  }

  static String attribute(int protocol, int type) {
    return (protocol == Proposal.ISAKMP ? PHASE_1 : IPSEC).getOrDefault(type, "attribute " + type);
  }

  static String attributeValue(int protocol, int type, int value) {
    Map<Integer, String> names =
        switch (attribute(protocol, type)) {
          case "encryption" -> CIPHERS;
          case "hash" -> HASHES;
          case "authentication" ->
              protocol == Proposal.ISAKMP ? AUTHENTICATION : ESP_AUTHENTICATION;
          case "encapsulation" -> ENCAPSULATION;
          case "life_type" -> Map.of(1, "seconds", 2, "kilobytes");
          default -> Map.of();
        };
    return names.getOrDefault(value, Integer.toString(value));
  }
}
