package dev.vigil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class VectorsTest {
  @Test
  void findsTheVectors() {
    assertThat(Vectors.path("README.md")).isRegularFile();
    assertThat(Vectors.text("README.md")).contains("vigil.vectors");
  }

  @Test
  void skipsATestWhoseVectorIsAbsentOrFailsItInContinuousIntegration() {
    Class<? extends Throwable> expected =
        "true".equals(System.getenv("CI"))
            ? AssertionFailedError.class
            : TestAbortedException.class;
    assertThatThrownBy(() -> Vectors.path("no-such-vector"))
        .isInstanceOf(expected)
        .hasMessageContaining("no-such-vector");
  }
}
