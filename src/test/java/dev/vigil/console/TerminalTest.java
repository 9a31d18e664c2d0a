package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console at a real terminal, with the client in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalTest {
  private static final String UP = "\u001b[A";
  private static final String LEFT = "\u001b[D";

  private Rig rig;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
    rig = new Rig(folder);
  }

  @AfterAll
  void stop() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  private Pty privileged() throws Exception {
    Pty pty = new Pty(rig.socket);
    pty.await("hub>");
    pty.type("enable\r");
    pty.await("Password: ");
    pty.type("s3cret\r");
    pty.await("hub#");
    return pty;
  }

  private static void leave(Pty pty) throws Exception {
    pty.type("exit\r");
    pty.await("exit 0, terminal as before");
  }

  @Test
  void aQuestionMarkHelpsAtOnceAndTheLineGoesOn() throws Exception {
    try (Pty pty = privileged()) {
      pty.type("show crypto is?");
      pty.await("show crypto is?\r\nisakmp\r\nhub#show crypto is");
      pty.type("akmp ?");
      assertThat(pty.await("hub#show crypto isakmp ")).contains("  policy   Show ISAKMP");
      pty.type("policy | count group\r");
      pty.await("Number of lines which match regexp = 2\r\nhub#");
      leave(pty);
    }
  }

  @Test
  void tabAndBlankCompleteWhatCanBeNothingElse() throws Exception {
    try (Pty pty = privileged()) {
      pty.type("sh\tcry\tses\t");
      pty.await("show crypto session ");
      pty.type("\u0015");
      pty.await("\b");
      for (String key : new String[] {"s", "h", " ", "p", "r", "i", "v", " "}) {
        pty.type(key);
        Thread.sleep(60);
      }
      pty.type("\r");
      pty.await("Current privilege level is 15");
      pty.type("sh priv\r");
      assertThat(pty.await("Current privilege level is 15"))
          .as("what comes in one piece is echoed as it is")
          .contains("sh priv\r\n");
      pty.type("sh cr s\t\u0007 \u0003");
      pty.await("^C\r\nhub#");
      leave(pty);
    }
  }

  @Test
  void arrowsRecallAndEdit() throws Exception {
    try (Pty pty = privileged()) {
      pty.type("show privilege\r");
      pty.await("level is 15\r\nhub#");
      pty.type(UP);
      pty.await("show privilege");
      pty.type(LEFT.repeat("privilege".length()));
      pty.type("\u000bclock\r");
      pty.await("UTC");
      pty.type(UP + UP + "\r");
      pty.await("level is 15");
      pty.await("hub#");
      pty.type("ow clok\u0001sh\u0005" + LEFT + "c\r");
      pty.await("UTC");
      leave(pty);
    }
  }

  @Test
  void textComesPageByPageOfTheWindowsSize() throws Exception {
    try (Pty pty = privileged()) {
      pty.resize(10, 80);
      pty.await("hub#");
      pty.type("show terminal\r");
      pty.await("Length: 10 lines, Width: 80 columns");
      pty.await("hub#");
      pty.type("show running-config\r");
      String first = pty.await(" --More-- ");
      assertThat(first.lines()).hasSize(1 + 9);
      pty.type("\r");
      assertThat(pty.await(" --More-- ").strip().lines()).hasSizeLessThanOrEqualTo(2);
      pty.type(" ");
      assertThat(pty.await(" --More-- ").lines()).hasSize(9);
      pty.type("q");
      pty.await("hub#");
      pty.type("terminal length 0\r");
      pty.await("hub#");
      pty.type("show running-config\r");
      assertThat(pty.await("access-list 102")).doesNotContain("More");
      leave(pty);
    }
  }

  @Test
  void aLineThatIsWiderThanTheWindowShowsAPartOfItself() throws Exception {
    try (Pty pty = privileged()) {
      pty.resize(24, 40);
      pty.await("hub#");
      pty.type("show running-config | include this is longer than the window\u0001");
      pty.await("$");
      pty.type("\r");
      pty.await("hub#");
      pty.type("show history\r");
      pty.await("  show running-config | include this is longer than the window");
      leave(pty);
    }
  }

  @Test
  void noEscapeSequenceIsEverSent() throws Exception {
    try (Pty pty = privileged()) {
      pty.type("configure terminal\r?");
      pty.await("End with CNTL/Z.");
      pty.type("\r" + UP + LEFT + "\u001a");
      pty.type("exit\r");
      assertThat(pty.await("exit 0, terminal as before")).doesNotContain("\u001b");
    }
  }

  @Test
  void theTerminalIsPutBackWhenTheClientIsEnded() throws Exception {
    try (Pty pty = privileged()) {
      pty.terminate();
      assertThat(pty.await("terminal as before")).contains("exit ");
    }
  }
}
