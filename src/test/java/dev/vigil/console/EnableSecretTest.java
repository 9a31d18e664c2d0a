package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HiddenSecret;
import dev.vigil.protocol.crypto.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnableSecretTest {
  /** Of each form one that other programs made: routers, and openssl passwd -1. */
  @ParameterizedTest
  @CsvSource({
    "5, hello, $1$mERr$y/Ce7lzaUL0HOujQUgwuB/",
    "8, cisco, $8$dsYGNam3K1SIJO$7nv/35M/qr6t.dVc7UY9zrJDWRVqncHub1PE9UlMQFs",
    "9, cisco, $9$nhEmQVczB7dqsO$X.HsgL6x1il0RxkOSSvyQYwucySCt7qFm4v7pqCxkKM",
    "7, cisco, 02050D480809",
    "7, cisco, 094F471A1A0A",
  })
  void thePasswordIsKnownByItsHiddenForm(int form, String password, String hidden) {
    EnableSecret secret = new EnableSecret(new HiddenSecret(form, Secret.ofText(hidden)));
    assertThat(secret.is(password)).isTrue();
    assertThat(secret.is(password + "x")).isFalse();
    assertThat(secret.is("")).isFalse();
  }

  @Test
  void whatCannotBeComparedIsNeverRight() {
    for (String hidden : new String[] {"", "$", "$5$a$b", "xx", "0", "99zz"}) {
      for (int form : new int[] {4, 5, 6, 7, 8, 9}) {
        EnableSecret secret = new EnableSecret(new HiddenSecret(form, Secret.ofText(hidden)));
        assertThat(secret.is("x")).as(form + " " + hidden).isFalse();
      }
    }
  }

  @Test
  void aSecretGoesBeforeAPassword() {
    String both =
        "enable password 7 02050D480809\nenable secret 5 $1$mERr$y/Ce7lzaUL0HOujQUgwuB/\n";
    assertThat(EnableSecret.of(Rig.parse(both).config()).orElseThrow().is("hello")).isTrue();
    assertThat(EnableSecret.of(Rig.parse("hostname hub\n").config())).isEmpty();
  }
}
