package dev.vigil.language;

import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A configuration file that was read and judged. Where it has an error there is no configuration:
 * nothing of such a file is used.
 *
 * @param name as the file was called
 * @param running the configuration, if there is no error
 * @param errors each ready to be shown: where, the line with the caret, what is wrong
 * @param warnings each with its place
 * @param kept lines that are kept and not used
 * @param later lines that are in the configuration and of which use is made in a later release
 * @param lines of the file
 * @param used lines of the file that configure the head-end
 */
public record ConfigFile(
    String name,
    Optional<RunningConfig> running,
    List<String> errors,
    List<String> warnings,
    List<KeptLines> kept,
    List<Later> later,
    int lines,
    int used) {
  /**
   * @param first its line number, from 1
   * @param last the same for a single line
   * @param heading the words that it begins with
   */
  public record KeptLines(int first, int last, String heading) {}

  /**
   * @param what will make use of the lines
   * @param lines how many there are
   * @param first the number of the first one
   */
  public record Later(String what, int lines, int first) {}

  /**
   * Reads a file in UTF-8 or, if it is none, in ISO 8859-1.
   *
   * @param allowed what the node's settings let through although it is insecure
   * @throws IOException where the file cannot be read
   */
  public static ConfigFile load(Path file, Set<InsecureAlgorithm> allowed) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return parse(file.toString(), text, allowed);
  }

  /** As {@link #load}, for a text in memory. */
  public static ConfigFile parse(String name, String text, Set<InsecureAlgorithm> allowed) {
    ReadResult read = ConfigReader.read(text);
    Map<List<String>, Integer> numbers = read.numbers();
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    read.faults().forEach(fault -> errors.add(fault.describe(name)));
    for (Finding finding : Validation.of(read.running().config(), allowed)) {
      String shown = describe(name, finding, numbers, read.lines());
      switch (finding.severity()) {
        case ERROR -> errors.add(shown);
        case WARNING -> warnings.add(shown);
      }
    }
    int used = (int) read.lines().stream().filter(l -> l.use() instanceof LineUse.Served).count();
    return new ConfigFile(
        name,
        errors.isEmpty() ? Optional.of(read.running()) : Optional.empty(),
        List.copyOf(errors),
        List.copyOf(warnings),
        KeptReport.of(read.lines()),
        laterUses(read.lines()),
        read.lines().stream().mapToInt(l -> l.line().count()).sum(),
        used);
  }

  /** A finding at its line; at the line that enters the mode, where a default is at fault. */
  private static String describe(
      String name,
      Finding finding,
      Map<List<String>, Integer> numbers,
      List<ReadResult.Line> lines) {
    for (int length = finding.path().size(); length > 0; length--) {
      Integer number = numbers.get(finding.path().subList(0, length));
      if (number != null) {
        int column =
            lines.stream()
                    .filter(l -> l.line().number() == number)
                    .mapToInt(l -> Words.of(l.line().text()).indent())
                    .findFirst()
                    .orElse(0)
                + 1;
        return name
            + ":"
            + number
            + ":"
            + column
            + ": "
            + String.join(": ", finding.path().subList(0, 1))
            + ": "
            + finding.message();
      }
    }
    return name + ": " + finding.message();
  }

  private static List<Later> laterUses(List<ReadResult.Line> lines) {
    Map<String, List<Integer>> byUse = new TreeMap<>();
    for (ReadResult.Line line : lines) {
      if (line.use() instanceof LineUse.Served served && served.later().isPresent()) {
        byUse
            .computeIfAbsent(served.later().get(), _ -> new ArrayList<>())
            .add(line.line().number());
      }
    }
    return byUse.entrySet().stream()
        .map(e -> new Later(e.getKey(), e.getValue().size(), e.getValue().getFirst()))
        .toList();
  }
}
