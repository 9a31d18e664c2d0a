package dev.vigil.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The deployment files say what they are meant to, to those who read them. */
class DeploymentTest {
  private static final Path DEPLOY = Path.of("deploy");

  /** systemd's own reader; what it does not know it complains of. */
  @Test
  void systemdUnderstandsTheUnit(@TempDir Path folder) throws Exception {
    assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
    String unit = Files.readString(DEPLOY.resolve("systemd/vigil.service"));
    assertThat(unit).contains("ExecStart=/opt/vigil/vigil run ");
    Path copy = folder.resolve("vigil.service");
    Files.writeString(copy, unit.replaceAll("(?m)^ExecStart=.*$", "ExecStart=/bin/true"));
    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", copy.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verify.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
    assertThat(verify.exitValue()).isZero();
  }

  @Test
  void kubernetesGivesANodeTimeToHandOver() throws IOException {
    Map<?, ?> set = kind("StatefulSet");
    assertThat(at(set, "spec", "replicas")).isEqualTo(3);
    Map<?, ?> pod = (Map<?, ?>) at(set, "spec", "template", "spec");
    assertThat((Integer) at(pod, "terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(60);
    Map<?, ?> container = (Map<?, ?>) ((List<?>) at(pod, "containers")).getFirst();
    assertThat(container.containsKey("readinessProbe")).isTrue();
    assertThat(container.containsKey("startupProbe")).isTrue();
    assertThat(at(kind("PodDisruptionBudget"), "spec", "maxUnavailable")).isEqualTo(1);
    assertThat(at(kind("Service"), "spec", "clusterIP")).isEqualTo("None");
    assertThat(at(kind("Service"), "spec", "publishNotReadyAddresses")).isEqualTo(true);
  }

  private static Map<?, ?> kind(String kind) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    List<Map<?, ?>> found = new ArrayList<>();
    String text = Files.readString(DEPLOY.resolve("kubernetes/vigil.yaml"));
    for (Object document : yaml.loadAll(text)) {
      Map<?, ?> map = (Map<?, ?>) document;
      assertThat(map.containsKey("apiVersion")).isTrue();
      if (kind.equals(map.get("kind"))) {
        found.add(map);
      }
    }
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static Object at(Map<?, ?> map, String... path) {
    Object here = map;
    for (String name : path) {
      here = Objects.requireNonNull(((Map<?, ?>) here).get(name), name);
    }
    return here;
  }
}
