package dev.vigil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class VectorsTest {
  @Test
  void findsTheVectors() {
    assertThat(Vectors.path("README.md")).isRegularFile();
    assertThat(Vectors.text("README.md")).contains("vigil.vectors");
  }

  @Test
  @DisabledIfEnvironmentVariable(named = "CI", matches = "true")
  void skipsATestWhoseVectorIsAbsent() {
    assertThatThrownBy(() -> Vectors.path("no-such-vector"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no-such-vector");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
  void failsATestWhoseVectorIsAbsentInContinuousIntegration() {
    assertThatThrownBy(() -> Vectors.path("no-such-vector"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("no-such-vector");
  }
}
