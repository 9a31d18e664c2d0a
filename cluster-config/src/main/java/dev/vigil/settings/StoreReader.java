package dev.vigil.settings;

import dev.vigil.settings.StoreSettings.Kind;
import dev.vigil.settings.StoreSettings.Postgresql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads what a node keeps, where, and under which key. */
final class StoreReader {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern URL = Pattern.compile("jdbc:postgresql:[^\\s]+");
  private static final Pattern USER = Pattern.compile("[^\\s]+");

  private enum KeySource {
    FILE,
    ENVIRONMENT
  }

  private enum CookieSource {
    AUTO,
    EPHEMERAL,
    FILE,
    ENVIRONMENT
  }

  private enum KeepState {
    AUTO,
    TRUE,
    FALSE
  }

  private StoreReader() {}

  static StoreSettings store(SettingsReader read) {
    Path directory = directory(read);
    return new StoreSettings(
        kind(read),
        directory,
        read.flag("vigil.store.fsync"),
        read.duration("vigil.store.gather", Duration.ZERO, Duration.ofMillis(100)),
        switch (read.choice("vigil.store.key.source", KeySource.class)) {
          case FILE ->
              new StoreKeySource.KeyFile(
                  read.file("vigil.store.key.file").orElse(directory.resolve("store.key")));
          case ENVIRONMENT ->
              new StoreKeySource.EnvironmentVariable(variable(read, "vigil.store.key.variable"));
        },
        new Postgresql(
            read.text("vigil.store.postgresql.url", URL, "jdbc:postgresql://HOST/DATABASE"),
            read.text("vigil.store.postgresql.user", USER, "a user's name"),
            read.file("vigil.store.postgresql.password-file"),
            variable(read, "vigil.store.postgresql.password-variable"),
            read.integer("vigil.store.postgresql.connections", 2, 100)));
  }

  static CookieKeySource cookieKey(SettingsReader read) {
    CookieKeySource file =
        new CookieKeySource.KeyFile(
            read.file("vigil.cookie-key.file").orElse(directory(read).resolve("cookie.key")));
    return switch (read.choice("vigil.cookie-key.source", CookieSource.class)) {
      case AUTO -> kind(read).outlivesProcess() ? file : new CookieKeySource.Ephemeral();
      case EPHEMERAL -> new CookieKeySource.Ephemeral();
      case FILE -> file;
      case ENVIRONMENT ->
          new CookieKeySource.EnvironmentVariable(variable(read, "vigil.cookie-key.variable"));
    };
  }

  static boolean keepState(SettingsReader read) {
    return switch (read.choice("vigil.shutdown.keep-state", KeepState.class)) {
      case AUTO -> kind(read).outlivesProcess();
      case TRUE -> true;
      case FALSE -> false;
    };
  }

  private static Kind kind(SettingsReader read) {
    return read.choice("vigil.store.kind", Kind.class);
  }

  private static Path directory(SettingsReader read) {
    return read.file("vigil.data-directory").orElse(Path.of("vigil-data"));
  }

  private static String variable(SettingsReader read, String path) {
    return read.text(path, VARIABLE, "a variable's name");
  }
}
