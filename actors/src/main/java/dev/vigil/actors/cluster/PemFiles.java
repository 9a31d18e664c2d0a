package dev.vigil.actors.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys as files of text (RFC 7468). */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519", "Ed448");

  private PemFiles() {}

  /**
   * @throws IOException if a file cannot be read or does not hold what it should
   * @throws GeneralSecurityException if key and certificate cannot be used
   */
  static SSLContext context(Path certificate, Path key, Path authorities)
      throws IOException, GeneralSecurityException {
    char[] nothing = new char[0];
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, nothing);
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    PrivateKey secret = key(key);
    own.setKeyEntry("node", secret, nothing, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, nothing);
    KeyStore believed = KeyStore.getInstance("PKCS12");
    believed.load(null, nothing);
    int number = 0;
    for (Certificate authority : certificates(authorities)) {
      believed.setCertificateEntry("authority" + number++, authority);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(believed);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static List<Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> found =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw new IOException(file + " holds no certificate");
      }
      return found;
    } catch (CertificateException wrong) {
      throw new IOException(file + " holds no certificate", wrong);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!found.find()) {
      throw new IOException(
          file + " holds no PKCS #8 key; openssl pkcs8 -topk8 -nocrypt makes one");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException another) {
        // so the next kind is tried
      }
    }
    throw new IOException(file + " holds a key of no known kind");
  }
}
