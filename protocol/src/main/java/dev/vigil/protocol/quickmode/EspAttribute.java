package dev.vigil.protocol.quickmode;

/** SA attributes of RFC 2407 §4.5 and values of them. */
final class EspAttribute {
  static final int LIFE_TYPE = 1;
  static final int LIFE_DURATION = 2;
  static final int GROUP_DESCRIPTION = 3;
  static final int ENCAPSULATION_MODE = 4;
  static final int AUTHENTICATION_ALGORITHM = 5;
  static final int KEY_LENGTH = 6;

  static final int LIFE_SECONDS = 1;
  static final int LIFE_KILOBYTES = 2;

  /** RFC 2410: ESP_NULL. */
  static final int ESP_NULL = 11;

  private EspAttribute() {}
}
