package dev.vigil.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CookieCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
  private static final Secret SECRET = Secret.ofText("a cluster's secret, sixteen bytes and more");

  private final CookieCodec codec = CookieCodec.of(SECRET);

  private static long serialAt(Instant time) {
    return CookieSerials.at(time);
  }

  @Test
  void everyNodeOfTheClusterReadsIt() {
    SplittableRandom random = new SplittableRandom(1);
    CookieCodec otherNode = CookieCodec.of(SECRET);
    for (int i = 0; i < 20_000; i++) {
      PeerTag tag = new PeerTag(random.nextInt(1 << 24));
      Cookie cookie = codec.encode(tag, serialAt(NOW) + i);

      assertThat(cookie.isNone()).isFalse();
      assertThat(otherNode.decode(cookie, NOW))
          .isInstanceOfSatisfying(
              CookieRoute.Routed.class, routed -> assertThat(routed.tag()).isEqualTo(tag));
    }
  }

  @Test
  void anotherClusterDoesNot() {
    CookieCodec other = CookieCodec.of(Secret.ofText("another cluster's secret"));
    int foreign = 0;
    for (int i = 0; i < 10_000; i++) {
      Cookie cookie = codec.encode(new PeerTag(i), serialAt(NOW) + i);
      foreign += other.decode(cookie, NOW) instanceof CookieRoute.Foreign ? 1 : 0;
    }

    assertThat(foreign).isGreaterThan(9_980);
  }

  /** 3/4 of 2^-12: 732 of four million, give or take five standard deviations of 27. */
  @Test
  void randomCookiesAreTakenForOursAsRarelyAsStated() {
    SplittableRandom random = new SplittableRandom(2);
    int taken = 0;
    for (int i = 0; i < 4_000_000; i++) {
      taken +=
          codec.decode(new Cookie(random.nextLong()), NOW) instanceof CookieRoute.Routed ? 1 : 0;
    }

    assertThat(taken).isBetween(597, 867);
  }

  @Test
  void aChangedBitMakesItForeignNearlyAlways() {
    Cookie cookie = codec.encode(new PeerTag(0xabcdef), serialAt(NOW));
    int taken = 0;
    for (int i = 0; i < 64; i++) {
      Cookie changed = new Cookie(cookie.value() ^ 1L << i);
      taken += codec.decode(changed, NOW) instanceof CookieRoute.Routed ? 1 : 0;
    }

    assertThat(taken).isLessThanOrEqualTo(1);
  }

  @Test
  void cookiesOfOnePeerAreDistinctAndLookUnrelated() {
    Set<Long> cookies = new HashSet<>();
    int[] ones = new int[62];
    for (int i = 0; i < 10_000; i++) {
      long cookie = codec.encode(new PeerTag(7), serialAt(NOW) + i).value();
      cookies.add(cookie);
      for (int bit = 0; bit < 62; bit++) {
        ones[bit] += (int) (cookie >>> bit & 1);
      }
    }

    assertThat(cookies).hasSize(10_000);
    assertThat(Arrays.stream(ones).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(4_750, 5_250));
  }

  @Test
  void itIsReadForTheWholeLifeOfAnSaWhileKeysRotate() {
    Duration epoch = CookieCodec.lifetime();
    assertThat(epoch).isGreaterThan(Duration.ofHours(24)).isLessThan(Duration.ofHours(38));
    for (int part = 0; part < 8; part++) {
      Instant made = NOW.plus(epoch.dividedBy(8).multipliedBy(part));
      Cookie cookie = codec.encode(new PeerTag(part), serialAt(made));

      for (Instant at = made; at.isBefore(made.plus(epoch)); at = at.plus(Duration.ofHours(1))) {
        assertThat(CookieCodec.of(SECRET).decode(cookie, at))
            .as("made %s, read %s", made, at)
            .isInstanceOf(CookieRoute.Routed.class);
      }
      assertThat(codec.decode(cookie, made.minus(Duration.ofMinutes(5))))
          .as("on a node whose clock is behind")
          .isInstanceOf(CookieRoute.Routed.class);
    }
  }

  @Test
  void anOldOneIsForeignAgain() {
    int foreign = 0;
    for (int i = 0; i < 1_000; i++) {
      Cookie cookie = codec.encode(new PeerTag(i), serialAt(NOW));
      Instant later = NOW.plus(CookieCodec.lifetime().multipliedBy(2));
      foreign += codec.decode(cookie, later) instanceof CookieRoute.Foreign ? 1 : 0;
    }

    assertThat(foreign).isGreaterThan(990);
  }

  @Test
  void aShortSecretIsRefusedAndNoneIsShown() {
    assertThatThrownBy(() -> CookieCodec.of(Secret.ofText("too short")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("too short");
    assertThat(new ClusterKeys(SECRET).toString()).doesNotContain("cluster's");
  }
}
