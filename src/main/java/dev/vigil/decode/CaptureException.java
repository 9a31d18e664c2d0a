package dev.vigil.decode;

import java.io.IOException;

/** The file is not a capture that can be read; the message is a sentence for the operator. */
final class CaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  CaptureException(String message) {
    super(message);
  }
}
