package dev.vigil.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code vigil sites}: the process of the synthetic sites. Orders come on standard input and
 * reports go to standard output; it ends when standard input does, so it never outlives its parent.
 */
public final class SitesCommand {
  private static final int FAILED = 70;
  private static final int SECRET_BYTES = 32;
  private static final int SHARD_BITS = 9;

  private final ObjectMapper json = new ObjectMapper();
  private final SiteLoop loop;
  private final PrintStream out;
  private final ScheduledExecutorService switchboard =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private SitesCommand(SiteLoop loop, PrintStream out) {
    this.loop = loop;
    this.out = out;
  }

  /** Runs until {@code in} ends; the result is the process's exit code. */
  public static int run(InputStream in, PrintStream out, PrintStream err) {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      @Nullable String first = orders.readLine();
      if (first == null
          || !(json.readValue(first, SitesOrder.class) instanceof SitesOrder.Begin begin)) {
        err.println("% vigil sites is started by vigil quickstart and by nothing else.");
        return FAILED;
      }
      Entropy entropy = new SecureEntropy();
      try (SiteLoop loop = loop(begin, entropy)) {
        SitesCommand command = new SitesCommand(loop, out);
        Thread.ofPlatform().daemon().name("orders").start(() -> command.obey(orders));
        command.report();
        loop.run();
      }
      return 0;
    } catch (IOException e) {
      err.println("% The sites cannot run: " + e.getMessage() + ".");
      return FAILED;
    }
  }

  private static SiteLoop loop(SitesOrder.Begin begin, Entropy entropy) throws IOException {
    InetSocketAddress headEnd =
        new InetSocketAddress(InetAddress.ofLiteral(begin.headEnd()), begin.headEndPort());
    InetSocketAddress headEndNat =
        new InetSocketAddress(headEnd.getAddress(), begin.headEndNatPort());
    List<SiteSettings> settings = new ArrayList<>();
    for (int site = 0; site < begin.keys().size(); site++) {
      settings.add(
          new SiteSettings(
              new InetSocketAddress(QuickstartConfig.siteAddress(site), begin.sitePort()),
              headEnd,
              headEndNat,
              Secret.ofText(begin.keys().get(site)),
              QuickstartConfig.siteHost(site)));
    }
    Secret secret = Secret.wrap(entropy.bytes(SECRET_BYTES));
    Site.Codecs codecs = new Site.Codecs(CookieCodec.of(secret), SpiCodec.of(secret, SHARD_BITS));
    return new SiteLoop(settings, codecs, entropy, InstantSource.system());
  }

  private void obey(BufferedReader orders) {
    try (loop) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        obey(json.readValue(line, SitesOrder.class));
      }
    } catch (IOException e) {
      System.err.println("% An order cannot be read: " + e.getMessage() + ".");
    } finally {
      switchboard.shutdownNow();
    }
  }

  private void obey(SitesOrder order) {
    switch (order) {
      case SitesOrder.Begin _ -> throw new IllegalStateException("sites have begun already");
      case SitesOrder.PowerOn(List<Integer> sites, int rate) -> {
        long gap = Duration.ofSeconds(1).toNanos() / rate;
        for (int i = 0; i < sites.size(); i++) {
          int site = sites.get(i);
          var _ = switchboard.schedule(() -> powerOn(site), i * gap, TimeUnit.NANOSECONDS);
        }
      }
      case SitesOrder.PowerOff(List<Integer> sites) ->
          loop.execute(() -> sites.forEach(site -> loop.sites().get(site).powerOff()));
      case SitesOrder.Report() -> loop.execute(this::report);
    }
  }

  private void powerOn(int site) {
    loop.execute(() -> {
      loop.sites().get(site).powerOn(loop.now());
      loop.rearm(site);
    });
  }

  /** On the loop's thread. */
  private void report() {
    long[] setups =
        loop.sites().stream()
            .flatMap(site -> site.takeSetupTime().stream())
            .mapToLong(Duration::toMillis)
            .toArray();
    int up = (int) loop.sites().stream().filter(Site::isUp).count();
    long sent = loop.sites().stream().mapToLong(site -> site.tunnel().sent()).sum();
    long answered = loop.sites().stream().mapToLong(site -> site.tunnel().answered()).sum();
    int deaths = loop.sites().stream().mapToInt(Site::headEndDeaths).sum();
    try {
      out.println(json.writeValueAsString(new SitesStatus(up, setups, sent, answered, deaths)));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers always serialize", e);
    }
  }
}
