package dev.vigil.app;

/** The program's entry point. */
public final class Main {
  private Main() {}

  /** Runs the command that the first argument names. */
  public static void main(String[] args) {
    System.out.println("vigil " + Version.current());
  }
}
