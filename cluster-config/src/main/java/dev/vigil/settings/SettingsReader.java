package dev.vigil.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads single settings and collects what is wrong with them, so that an operator sees every fault
 * at once. A faulty setting reads as a harmless value; the caller must look at {@link #problems}
 * before it uses any.
 */
final class SettingsReader {
  private final Config config;
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Config config) {
    this.config = config;
  }

  List<String> problems() {
    return problems;
  }

  int integer(String path, int least, int most) {
    return number(path, () -> config.getInt(path), least, most, "a whole number");
  }

  int port(String path, int least) {
    return number(path, () -> config.getInt(path), least, 65535, "a port");
  }

  int bytes(String path, int least, int most) {
    return number(
        path, () -> Math.toIntExact(config.getBytes(path)), least, most, "a size in bytes");
  }

  private int number(String path, Supplier<Integer> read, int least, int most, String what) {
    String allowed = "%s from %d to %d".formatted(what, least, most);
    try {
      int value = read.get();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ConfigException | ArithmeticException wrong) {
      // told below, with what is allowed
    }
    return refuse(path, allowed, least);
  }

  double share(String path) {
    try {
      double value = config.getDouble(path);
      if (value > 0 && value <= 1) {
        return value;
      }
    } catch (ConfigException wrong) {
      // told below
    }
    return refuse(path, "a share above 0 and up to 1", 1.0);
  }

  Duration duration(String path, Duration least, Duration most) {
    try {
      Duration value = config.getDuration(path);
      if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
        return value;
      }
    } catch (ConfigException wrong) {
      // told below
    }
    String allowed = "a time from %d ms to %d ms".formatted(least.toMillis(), most.toMillis());
    return refuse(path, allowed, least);
  }

  boolean flag(String path) {
    try {
      return config.getBoolean(path);
    } catch (ConfigException wrong) {
      return refuse(path, "true or false", false);
    }
  }

  String text(String path, Pattern form, String allowed) {
    try {
      String value = config.getString(path);
      if (form.matcher(value).matches()) {
        return value;
      }
    } catch (ConfigException wrong) {
      // told below
    }
    return refuse(path, allowed, "");
  }

  Optional<Path> file(String path) {
    try {
      String value = config.getString(path);
      return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    } catch (ConfigException | IllegalArgumentException wrong) {
      return refuse(path, "a file name", Optional.empty());
    }
  }

  <E extends Enum<E>> E choice(String path, Class<E> type) {
    E[] constants = type.getEnumConstants();
    try {
      return named(config.getString(path), type)
          .orElseGet(() -> refuse(path, "one of " + names(constants), constants[0]));
    } catch (ConfigException wrong) {
      return refuse(path, "one of " + names(constants), constants[0]);
    }
  }

  <E extends Enum<E>> List<E> choices(String path, Class<E> type) {
    List<E> chosen = new ArrayList<>();
    String allowed = "a list of " + names(type.getEnumConstants());
    for (String name : strings(path, allowed)) {
      named(name, type).ifPresentOrElse(chosen::add, () -> refuse(path, allowed, 0));
    }
    return chosen;
  }

  List<InetAddress> addresses(String path) {
    List<InetAddress> found = new ArrayList<>();
    String allowed = "a list of one or more IPv4 or IPv6 addresses";
    List<String> literals = strings(path, allowed);
    for (String literal : literals) {
      try {
        found.add(InetAddress.ofLiteral(literal));
      } catch (IllegalArgumentException notAnAddress) {
        refuse(path, allowed + " (\"" + literal + "\" is none)", 0);
      }
    }
    if (literals.isEmpty() && problems.isEmpty()) {
      refuse(path, allowed, 0);
    }
    return found;
  }

  List<String> strings(String path, String allowed) {
    try {
      return config.getStringList(path);
    } catch (ConfigException wrong) {
      return refuse(path, allowed, List.of());
    }
  }

  private static <E extends Enum<E>> Optional<E> named(String name, Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).filter(e -> name(e).equals(name)).findFirst();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(SettingsReader::name).collect(Collectors.joining(", "));
  }

  /** Notes the fault and gives {@code harmless} back. */
  <T> T refuse(String path, String allowed, T harmless) {
    String value = config.hasPath(path) ? config.getValue(path).unwrapped().toString() : "missing";
    String where = config.hasPath(path) ? place(config.getValue(path).origin()) : "";
    String problem =
        "%s%s is %s; allowed is %s."
            .formatted(where, path, value.isEmpty() ? "empty" : value, allowed);
    // What several others depend on is read more than once.
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
    return harmless;
  }

  static String place(ConfigOrigin origin) {
    String file = origin.filename() != null ? origin.filename() : origin.resource();
    if (file == null) {
      return "";
    }
    return origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() + ": " : file + ": ";
  }
}
