package dev.vigil.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.dpd.DpdSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private Instant marked = Instant.EPOCH;

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
              QuickstartConfig.siteHost(site),
              habits(begin.habits())));
    }
    Secret secret = Secret.wrap(entropy.bytes(SECRET_BYTES));
    Site.Codecs codecs = new Site.Codecs(CookieCodec.of(secret), SpiCodec.of(secret, SHARD_BITS));
    return new SiteLoop(settings, codecs, entropy, InstantSource.system());
  }

  private static SiteHabits habits(SitesOrder.Habits habits) {
    return new SiteHabits(
        DhGroup.of(habits.group()).orElseThrow(),
        DpdSettings.periodic(Duration.ofSeconds(habits.interval())),
        habits.strict(),
        Duration.ofSeconds(habits.pings()));
  }

  private void obey(BufferedReader orders) {
    try (loop) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        obey(json.readValue(line, SitesOrder.class));
      }
    } catch (IOException e) {
      System.err.println("% An order cannot be read: " + e.getMessage() + ".");
    }
  }

  private void obey(SitesOrder order) {
    switch (order) {
      case SitesOrder.Begin _ -> throw new IllegalStateException("sites have begun already");
      case SitesOrder.PowerOn(List<Integer> sites, int rate, int window) ->
          loop.execute(() -> loop.powerOns().add(sites, rate, window, loop.now()));
      case SitesOrder.PowerOff(List<Integer> sites) ->
          loop.execute(() -> {
            loop.powerOns().remove(sites);
            sites.forEach(site -> loop.sites().get(site).powerOff());
          });
      case SitesOrder.Mark() -> loop.execute(this::mark);
      case SitesOrder.Report() -> loop.execute(this::report);
    }
  }

  private void mark() {
    Instant now = loop.now();
    marked = now;
    loop.tally().mark();
    loop.sites().forEach(site -> site.mark(now));
  }

  /** On the loop's thread. */
  private void report() {
    Tally tally = loop.tally();
    Instant now = loop.now();
    long[] setups = tally.takeSetups().stream().mapToLong(Duration::toMillis).toArray();
    long sent = loop.sites().stream().mapToLong(site -> site.tunnel().sent()).sum();
    long answered = loop.sites().stream().mapToLong(site -> site.tunnel().answered()).sum();
    List<Duration> gaps =
        loop.sites().stream().filter(Site::isPowered).map(site -> site.longestGap(now)).toList();
    List<Duration> disturbed =
        gaps.stream().filter(gap -> gap.toMillis() >= SitesStatus.DISTURBED_MILLIS).toList();
    int heard = (int) loop.sites().stream().filter(site -> site.heardSince(marked)).count();
    SitesStatus status =
        new SitesStatus(
            tally.up(),
            setups,
            sent,
            answered,
            tally.headEndDeaths(),
            tally.losses(),
            tally.renegotiations(),
            tally.refusals(),
            heard,
            tally.answers(),
            Latencies.of(gaps),
            Latencies.of(disturbed));
    try {
      out.println(json.writeValueAsString(status));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers always serialize", e);
    }
  }
}
