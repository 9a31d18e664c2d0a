package dev.vigil.actors.cluster;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.apache.pekko.remote.artery.tcp.SslTransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * TLS 1.3 between nodes, both sides with a certificate of the authority and a name on the list.
 * Files that have changed are read again before the next connection; should they not fit together,
 * the last ones that did go on. Made by Pekko.
 */
public final class NodeTls implements SSLEngineProvider {
  private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final List<Path> files;
  private final Duration interval;
  private final AllowedNames names;
  private SSLContext context;
  private List<FileTime> times;
  private long lookedAt;

  public NodeTls(ActorSystem system) throws SslTransportException {
    Config tls = system.settings().config().getConfig("vigil.cluster.tls");
    this.files =
        List.of(
            Path.of(tls.getString("certificate")),
            Path.of(tls.getString("key")),
            Path.of(tls.getString("ca")));
    this.interval = tls.getDuration("check-interval");
    this.names = new AllowedNames(tls.getStringList("allowed-names"));
    try {
      this.times = times();
      this.context = read();
      this.lookedAt = System.nanoTime();
    } catch (IOException | GeneralSecurityException failure) {
      throw new SslTransportException("vigil.cluster.tls: " + failure.getMessage(), failure);
    }
  }

  private SSLContext read() throws IOException, GeneralSecurityException {
    return PemFiles.context(files.get(0), files.get(1), files.get(2));
  }

  private List<FileTime> times() throws IOException {
    List<FileTime> found = new ArrayList<>();
    for (Path file : files) {
      found.add(Files.getLastModifiedTime(file));
    }
    return List.copyOf(found);
  }

  private synchronized SSLContext current() {
    long now = System.nanoTime();
    if (now - lookedAt >= interval.toNanos()) {
      lookedAt = now;
      try {
        List<FileTime> found = times();
        if (!found.equals(times)) {
          context = read();
          times = found;
          LOG.info("tls: read certificate={} anew", files.get(0));
        }
      } catch (IOException | GeneralSecurityException failure) {
        LOG.error("tls: new files cannot be used, the old ones go on: {}", failure.getMessage());
      }
    }
    return context;
  }

  private SSLEngine engine(String hostname, int port, boolean client) {
    SSLEngine engine = current().createSSLEngine(hostname, port);
    engine.setUseClientMode(client);
    engine.setEnabledProtocols(PROTOCOLS);
    if (!client) {
      engine.setNeedClientAuth(true);
    }
    return engine;
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    return engine(hostname, port, false);
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    return engine(hostname, port, true);
  }

  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return verify(hostname, session);
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return verify(hostname, session);
  }

  private Option<Throwable> verify(String hostname, SSLSession session) {
    Optional<String> fault = fault(session);
    fault.ifPresent(what -> LOG.warn("tls: refused node={}: {}", hostname, what));
    @Nullable Throwable refusal = fault.map(SSLPeerUnverifiedException::new).orElse(null);
    return Option.apply(refusal);
  }

  private Optional<String> fault(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? names.fault(certificate)
          : Optional.of("no certificate");
    } catch (SSLPeerUnverifiedException none) {
      return Optional.of("no certificate");
    }
  }
}
