package dev.vigil.protocol.trace;

import java.util.List;

/** What an operator must hear of, debugging or not. */
public sealed interface FaultTrace extends TraceEvent {
  @Override
  default boolean notable() {
    return true;
  }

  /**
   * The first encrypted message of the peer makes no sense under our keys. In Main Mode with
   * pre-shared keys that is how different keys show: the key is part of SKEYID.
   */
  record KeysDiffer() implements FaultTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(" reserved not zero on ID payload!"),
          "%CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from "
              + context.peer()
              + " failed its sanity check or is malformed",
          context.sa("probably the pre-shared keys with " + context.peer() + " differ"));
    }
  }

  /** The peer's hash does not prove its identity. */
  record AuthenticationFailed() implements FaultTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "%CRYPTO-6-IKMP_AUTH_FAIL: Authentication method 1 failed with host " + context.peer(),
          context.sa("probably the pre-shared keys with " + context.peer() + " differ"));
    }
  }

  /**
   * An exchange failed.
   *
   * @param mode {@code Main}, {@code Quick}, {@code Informational}
   */
  record ModeFailed(String mode, String reason) implements FaultTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "%CRYPTO-6-IKMP_MODE_FAILURE: Processing of "
              + mode
              + " mode failed with peer at "
              + context.peer(),
          context.sa(reason));
    }
  }

  /** A message came in the clear that must be encrypted; it was dropped. */
  record NotEncrypted() implements FaultTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "%CRYPTO-6-IKMP_NOT_ENCRYPTED: IKE packet from "
              + context.peer()
              + " was not encrypted and it should've been.");
    }
  }

  /** The peer answered with something that was not offered. */
  record NotOffered(String attribute) implements FaultTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "%CRYPTO-6-IKMP_SA_NOT_OFFERED: Remote peer "
              + context.peer()
              + " responded with attribute "
              + attribute
              + " not offered or changed");
    }
  }

  /** Quick Mode came before phase 1 was done. */
  record NotAuthenticated() implements FaultTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "%CRYPTO-6-IKMP_SA_NOT_AUTH: Cannot accept Quick Mode exchange from "
              + context.peer()
              + " if SA is not authenticated");
    }
  }
}
