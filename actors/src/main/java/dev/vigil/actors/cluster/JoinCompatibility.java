package dev.vigil.actors.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.vigil.protocol.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What all nodes of one cluster must have alike. Pekko asks it on both sides when a node joins; one
 * that differs is refused, and both say why.
 */
public final class JoinCompatibility extends JoinConfigCompatChecker {
  private static final String SECRET = "vigil.join.secret";
  private static final String STORE = "vigil.join.store";
  private static final String SHARDS = "pekko.cluster.sharding.number-of-shards";
  private static final Map<String, String> WORDS =
      Map.of(
          SECRET, "another cookie key (vigil.cookie-key)",
          STORE, "another kind of store",
          SHARDS, "another number of shards");

  /** Made by Pekko. */
  public JoinCompatibility() {}

  /**
   * What a node shows of itself when it joins.
   *
   * @param secret that cookies' keys are derived from; only a fingerprint leaves the node
   * @param store kind of the store of snapshots
   */
  public static Config shown(Config config, Secret secret, String store) {
    return config
        .withValue(SECRET, ConfigValueFactory.fromAnyRef(fingerprint(secret)))
        .withValue(STORE, ConfigValueFactory.fromAnyRef(store));
  }

  private static String fingerprint(Secret secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.reveal(), "HmacSHA256"));
      byte[] whole = mac.doFinal("vigil join fingerprint".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(Arrays.copyOf(whole, 16));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("no HMAC-SHA-256", absent);
    }
  }

  @Override
  public scala.collection.immutable.Seq<String> requiredKeys() {
    return CollectionConverters.asScala(WORDS.keySet().stream().sorted().toList()).toList();
  }

  @Override
  public ConfigValidation check(Config other, Config own) {
    List<String> faults = new ArrayList<>();
    for (String path : WORDS.keySet().stream().sorted().toList()) {
      if (!other.hasPath(path) || !other.getString(path).equals(own.getString(path))) {
        faults.add("The joining node and the cluster differ: " + WORDS.get(path) + ".");
      }
    }
    return faults.isEmpty()
        ? Valid$.MODULE$
        : new Invalid(CollectionConverters.asScala(faults).toList());
  }
}
