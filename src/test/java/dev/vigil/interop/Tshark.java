package dev.vigil.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** tshark reads captures of IKE and decrypts them with an {@code ikev1_decryption_table}. */
final class Tshark {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> FIELDS =
      List.of(
          "frame.number",
          "frame.time_relative",
          "ip.src",
          "ipv6.src",
          "udp.srcport",
          "isakmp.ispi",
          "isakmp.rspi",
          "isakmp.exchangetype",
          "isakmp.messageid",
          "isakmp.flag_e",
          "isakmp.typepayload",
          "isakmp.notify.msgtype",
          "isakmp.notify.data.dpd.are_you_there",
          "isakmp.notify.data.dpd.are_you_there_ack",
          "isakmp.length");

  private Tshark() {}

  /** All ISAKMP messages of {@code capture}, decrypted where {@code keyLog} has the key. */
  static List<IsakmpFrame> frames(Path capture, @Nullable Path keyLog) {
    List<String> arguments = new ArrayList<>(List.of("-Y", "isakmp", "-T", "fields"));
    arguments.addAll(List.of("-E", "separator=;", "-E", "occurrence=a"));
    FIELDS.forEach(field -> arguments.addAll(List.of("-e", field)));
    List<IsakmpFrame> frames = new ArrayList<>();
    for (String line : tshark(capture, keyLog, arguments)) {
      String[] values = line.split(";", -1);
      if (values.length == FIELDS.size()) {
        frames.add(frame(values));
      }
    }
    return frames;
  }

  /** The one-line summaries of what tshark calls malformed or in error, none if all is well. */
  static List<String> malformed(Path capture, @Nullable Path keyLog) {
    return tshark(
        capture, keyLog, List.of("-Y", "_ws.malformed || _ws.expert.severity >= 8388608"));
  }

  private static IsakmpFrame frame(String[] v) {
    return new IsakmpFrame(
        Integer.parseInt(v[0]),
        Double.parseDouble(v[1]),
        v[2].isEmpty() ? v[3] : v[2],
        Integer.parseInt(v[4]),
        v[5],
        v[6],
        Integer.parseInt(v[7]),
        v[8],
        v[9].equals("1") || v[9].equals("True"),
        numbers(v[10]),
        numbers(v[11]),
        v[12].isEmpty() ? v[13] : v[12],
        Integer.parseInt(v[14].split(",")[0]));
  }

  private static List<Integer> numbers(String list) {
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(",")).map(Integer::decode).toList();
  }

  private static List<String> tshark(Path capture, @Nullable Path keyLog, List<String> arguments) {
    try {
      Path settings = Files.createTempDirectory(capture.toAbsolutePath().getParent(), "tshark");
      if (keyLog != null) {
        Files.copy(
            keyLog,
            settings.resolve("ikev1_decryption_table"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
      command.addAll(arguments);
      Shell.Outcome outcome =
          Shell.attempt(LIMIT, Map.of("WIRESHARK_CONFIG_DIR", settings.toString()), command);
      if (outcome.exit() != 0) {
        throw new AssertionError("tshark ended with " + outcome.exit() + "\n" + outcome.output());
      }
      return outcome
          .output()
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
