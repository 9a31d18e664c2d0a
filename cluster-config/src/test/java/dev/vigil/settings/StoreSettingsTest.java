package dev.vigil.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.settings.StoreSettings.Kind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreSettingsTest {
  @Test
  void aSingleNodeKeepsItsStateInItsDataDirectory() throws Exception {
    NodeSettings settings = SettingsFile.parse("vigil.data-directory = \"/var/lib/vigil\"");

    assertThat(settings.store().kind()).isEqualTo(Kind.EMBEDDED);
    assertThat(settings.store().fsync()).isTrue();
    assertThat(settings.store().directory()).isEqualTo(Path.of("/var/lib/vigil"));
    assertThat(settings.store().key())
        .isEqualTo(new StoreKeySource.KeyFile(Path.of("/var/lib/vigil/store.key")));
    assertThat(settings.cookieKey())
        .isEqualTo(new CookieKeySource.KeyFile(Path.of("/var/lib/vigil/cookie.key")));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void deletesAreSaidAndKeysForgottenOnlyWhereNothingIsKept(Kind kind) throws Exception {
    NodeSettings settings =
        SettingsFile.parse("vigil.store.kind = " + kind.name().toLowerCase(Locale.ROOT));
    boolean kept = kind != Kind.MEMORY;

    assertThat(settings.shutdown().keepState()).isEqualTo(kept);
    assertThat(settings.cookieKey() instanceof CookieKeySource.Ephemeral).isEqualTo(!kept);
  }

  @Test
  void whatTheOperatorSaysOfDeletesCounts() throws Exception {
    assertThat(SettingsFile.parse("vigil.shutdown.keep-state = false").shutdown().keepState())
        .isFalse();
    assertThat(
            SettingsFile.parse("vigil.store.kind = memory, vigil.shutdown.keep-state = true")
                .shutdown()
                .keepState())
        .isTrue();
  }

  @Test
  void nodesOfAClusterKeepEachOthersStateUnderOneCookieKey() throws Exception {
    NodeSettings settings = SettingsFile.parse("vigil.mode = cluster");

    assertThat(settings.store().kind()).isEqualTo(Kind.REPLICATED);
    assertThat(settings.cookieKey())
        .isEqualTo(new CookieKeySource.EnvironmentVariable("VIGIL_COOKIE_KEY"));
  }

  @Test
  void aDatabaseIsReachedWithAPasswordFromAFileOrAVariable() throws Exception {
    StoreSettings.Postgresql database =
        SettingsFile.parse(
                """
                vigil.store {
                  kind = postgresql
                  key { source = environment, variable = KEYS }
                  postgresql { url = "jdbc:postgresql://db/v", password-file = "/run/pw" }
                }
                """)
            .store()
            .postgresql();

    assertThat(database.url()).isEqualTo("jdbc:postgresql://db/v");
    assertThat(database.passwordFile()).isEqualTo(Optional.of(Path.of("/run/pw")));
    assertThat(database.passwordVariable()).isEqualTo("VIGIL_POSTGRESQL_PASSWORD");
  }
}
