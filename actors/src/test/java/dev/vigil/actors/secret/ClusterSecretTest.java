package dev.vigil.actors.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.settings.CookieKeySource.EnvironmentVariable;
import dev.vigil.settings.CookieKeySource.Ephemeral;
import dev.vigil.settings.CookieKeySource.KeyFile;
import dev.vigil.settings.InvalidSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecretTest {
  private static final String HEX = "000102030405060708090a0b0c0d0e0f";

  @TempDir Path folder;
  private final ClusterSecret source =
      new ClusterSecret(
          new SecureEntropy(), name -> Map.of("KEY", HEX, "SHORT", "0011").getOrDefault(name, ""));

  @Test
  void anEphemeralKeyIsAnotherOneEachTime() throws Exception {
    assertThat(source.from(new Ephemeral())).isNotEqualTo(source.from(new Ephemeral()));
  }

  @Test
  void theEnvironmentGivesIt() throws Exception {
    assertThat(source.from(new EnvironmentVariable("KEY")))
        .isEqualTo(Secret.wrap(HexFormat.of().parseHex(HEX)));
  }

  @Test
  void aFileThatIsMissingIsMadeForItsOwnerOnlyAndReadAgain() throws Exception {
    Path file = folder.resolve("cookie.key");
    Secret first = source.from(new KeyFile(file));

    assertThat(source.from(new KeyFile(file))).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /** As the data directory is before a node's first start. */
  @Test
  void aFolderThatIsMissingIsMadeForItsOwnerOnly() throws Exception {
    Path data = folder.resolve("vigil/data");
    source.from(new KeyFile(data.resolve("cookie.key")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFaultNamesTheSourceAndNeverItsContent() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.key"), "deadbeef");

    assertThatThrownBy(() -> source.from(new KeyFile(file)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(file + " does not hold a cookie key; allowed are exactly 32 hex digits.");
    assertThatThrownBy(() -> source.from(new EnvironmentVariable("SHORT")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("SHORT")
        .hasMessageNotContaining("0011");
    assertThatThrownBy(() -> source.from(new EnvironmentVariable("UNSET")))
        .isInstanceOf(InvalidSettings.class);
    assertThatThrownBy(() -> source.from(new KeyFile(Path.of("/proc/no/such/folder.key"))))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageEndingWith("cannot be made.");
  }
}
