package dev.vigil.console;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code show crypto isakmp policy}. */
final class IsakmpPolicyScreen {
  private IsakmpPolicyScreen() {}

  static String text(HeadEndConfig config) {
    StringBuilder text = new StringBuilder("\nGlobal IKE policy\n");
    for (IkePolicy policy : config.policies()) {
      text.append("Protection suite of priority ").append(policy.priority()).append('\n');
      text.append(suite(policy));
    }
    if (config.isakmp().defaultPolicy()) {
      text.append("Default protection suite\n").append(suite(IkePolicy.defaults(0)));
    }
    return text.toString();
  }

  private static String suite(IkePolicy policy) {
    return """
            encryption algorithm:   %s
            hash algorithm:         %s
            authentication method:  %s
            Diffie-Hellman group:   #%d (%d bit)
            lifetime:               %d seconds, no volume limit
    """
        .formatted(
            encryption(policy.encryption()),
            hash(policy.hash()),
            authentication(policy.authentication()),
            policy.group().number(),
            policy.group().bits(),
            policy.lifetime().toSeconds());
  }

  private static String encryption(EncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case DES_CBC -> "DES - Data Encryption Standard (56 bit keys).";
      case TRIPLE_DES_CBC -> "Three key triple DES";
      case AES_CBC_128 -> "AES - Advanced Encryption Standard (128 bit keys).";
      case AES_CBC_192 -> "AES - Advanced Encryption Standard (192 bit keys).";
      case AES_CBC_256 -> "AES - Advanced Encryption Standard (256 bit keys).";
    };
  }

  private static String hash(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> "Message Digest 5";
      case SHA1 -> "Secure Hash Standard";
      case SHA256 -> "Secure Hash Standard 2 (256 bit)";
      case SHA384 -> "Secure Hash Standard 2 (384 bit)";
      case SHA512 -> "Secure Hash Standard 2 (512 bit)";
    };
  }

  private static String authentication(Authentication method) {
    return switch (method) {
      case PRE_SHARE -> "Pre-Shared Key";
      case RSA_SIG -> "Rivest-Shamir-Adleman Signature";
      case RSA_ENCR -> "Rivest-Shamir-Adleman Encryption";
    };
  }

  static Object json(HeadEndConfig config) {
    List<Map<String, Object>> suites = new ArrayList<>();
    config.policies().forEach(policy -> suites.add(fields(policy, false)));
    if (config.isakmp().defaultPolicy()) {
      suites.add(fields(IkePolicy.defaults(0), true));
    }
    return suites;
  }

  private static Map<String, Object> fields(IkePolicy policy, boolean byDefault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("default", byDefault);
    if (!byDefault) {
      fields.put("priority", policy.priority());
    }
    fields.put("encryption", policy.encryption().name());
    fields.put("hash", policy.hash().name());
    fields.put("authentication", policy.authentication().name());
    fields.put("group", policy.group().number());
    fields.put("group_bits", policy.group().bits());
    fields.put("lifetime_s", policy.lifetime().toSeconds());
    return fields;
  }
}
