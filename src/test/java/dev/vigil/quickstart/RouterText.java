package dev.vigil.quickstart;

import dev.vigil.protocol.trace.TraceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages of a debug trace, with what differs between two runs made alike. */
final class RouterText {
  private static final Pattern MESSAGE =
      Pattern.compile("\\*\\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d\\.\\d{3}: (.*?)(?=\\*\\w{3} +\\d|$)");

  /** Of an exchange before the excerpt of the document. */
  private static final String OLDER_NODE = "^\\*[^*]*purging node 1515050537 ";

  private RouterText() {}

  /** The router's own, from its document, without lines about its memory. */
  static List<String> ofDocument(String name) {
    try (InputStream in = TraceFormat.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return of(
              text.lines()
                  .filter(line -> !line.startsWith("#"))
                  .map(line -> line.replaceFirst(OLDER_NODE, ""))
                  .toList())
          .stream()
          .filter(line -> !line.matches(".*(Unlocking|peer_reap|received ke message).*"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many exchanges are open when an SA ends is chance, so their nodes are left out. */
  static List<String> withoutNodes(List<String> messages) {
    return messages.stream()
        .filter(line -> !line.matches(".*deleting node N error \\w+ reason \"(peers alive)?\""))
        .toList();
  }

  static List<String> of(List<String> lines) {
    String text = String.join(" ", lines).replaceAll("\\s+", " ");
    List<String> messages = new ArrayList<>();
    Matcher matcher = MESSAGE.matcher(text);
    while (matcher.find()) {
      messages.add(comparable(matcher.group(1).strip()));
    }
    return messages;
  }

  private static String comparable(String text) {
    return text.replaceAll("\\(0:\\d+:[HS]W:\\d+\\)", "(SA)")
        .replaceAll("ISAKMP \\(0:\\d+\\)", "ISAKMP (SA)")
        .replaceAll("node -?\\d+", "node N")
        .replaceAll("message ID = -?\\d+", "message ID = N")
        .replaceAll("sa = [0-9A-F]{8}", "sa = P")
        .replaceAll("sequence 0x[0-9A-F]+", "sequence N")
        .replaceAll("SPI 0x[0-9A-F]+", "SPI N")
        .replaceAll("port \\d+", "port P")
        .replaceAll("\\((I|R)\\) ", "(ROLE) ")
        .replaceAll("\\d+\\.\\d+\\.\\d+\\.\\d+(:\\d+)?", "ADDRESS");
  }
}
