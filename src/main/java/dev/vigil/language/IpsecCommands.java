package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.IpsecSettings;
import dev.vigil.protocol.config.SaLifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code crypto ipsec …} but for Easy VPN clients. */
final class IpsecCommands {
  private static final String LATER = "data plane";
  private static final Syntax.Keyword ASSOCIATION =
      word("security-association", "Security association parameters");

  private IpsecCommands() {}

  static List<Command<ConfigBuilder>> all() {
    List<Syntax> association = List.of(Terms.CRYPTO, Terms.IPSEC, ASSOCIATION);
    return Stream.of(
            lifetimes(
                association,
                (ConfigBuilder b) -> b.ipsec.lifetime(),
                (b, l) -> change(b, b.ipsec.withLifetime(l))),
            replay(
                association,
                (ConfigBuilder b) -> b.ipsec.replayWindow(),
                (b, w) -> change(b, b.ipsec.withReplayWindow(w)),
                true),
            List.of(idleTime(), dfBit(), fragmentation(), natTraversal()),
            TransformSetCommands.all(),
            IpsecProfileCommands.all())
        .flatMap(List::stream)
        .toList();
  }

  private static ConfigBuilder change(ConfigBuilder b, IpsecSettings settings) {
    b.ipsec = settings;
    return b;
  }

  /** {@code lifetime {seconds S | days D}} and {@code lifetime kilobytes {K | disable}}. */
  static <T> List<Command<T>> lifetimes(
      List<Syntax> before, Function<T, SaLifetime> get, BiFunction<T, SaLifetime, T> put) {
    Syntax.Keyword lifetime = word("lifetime", "security association lifetime");
    Syntax.Argument<Integer> seconds =
        number("seconds", 120, 2_592_000, "Time-based key duration in seconds");
    Syntax.Argument<Integer> days = number("days", 1, 30, "Time-based key duration in days");
    Syntax.Argument<Long> kilobytes =
        argument(
            "kilobytes",
            ArgumentType.largeNumber(2_560, 4_294_967_295L),
            "Security association duration in kilobytes encrypted");
    Syntax.Keyword disable = word("disable", "Disable volume-based rekey");
    Command<T> time =
        Command.<T>of(
                words(
                    before,
                    lifetime,
                    oneOf(
                        sequence(word("seconds", "Time-based key duration in seconds"), seconds),
                        sequence(word("days", "Time-based key duration in days"), days))))
            .undoAfter(before.size() + 2)
            .set((t, a) -> {
              Duration value =
                  a.has(days) ? Duration.ofDays(a.get(days)) : Duration.ofSeconds(a.get(seconds));
              return put.apply(t, get.apply(t).withTime(Optional.of(value)));
            })
            .unset((t, _) -> put.apply(t, get.apply(t).withTime(Optional.empty())))
            .shows(t -> Terms.secondsLine(seconds, get.apply(t).time()));
    Command<T> volume =
        Command.<T>of(
                words(
                    before,
                    lifetime,
                    word("kilobytes", "Volume-based key duration"),
                    oneOf(kilobytes, disable)))
            .undoAfter(before.size() + 2)
            .set((t, a) ->
                put.apply(t, get.apply(t).withKilobytes(Optional.of(a.find(kilobytes).orElse(0L)))))
            .unset((t, _) -> put.apply(t, get.apply(t).withKilobytes(Optional.empty())))
            .shows(t ->
                get.apply(t).kilobytes().stream()
                    .map(k -> k == 0 ? Arguments.of(disable) : Arguments.of(kilobytes, k))
                    .toList());
    return List.of(time, volume);
  }

  static Syntax[] words(List<Syntax> before, Syntax... after) {
    List<Syntax> words = new ArrayList<>(before);
    words.addAll(List.of(after));
    return words.toArray(Syntax[]::new);
  }

  private static Command<ConfigBuilder> idleTime() {
    Syntax.Argument<Integer> seconds = Terms.seconds(60, 86_400, "SA idle time in seconds");
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.IPSEC,
            ASSOCIATION,
            word("idle-time", "Automatically delete IPSec SAs after a given idle period"),
            seconds)
        .later(LATER)
        .set((b, a) -> change(b, b.ipsec.withIdleTime(Optional.of(Terms.duration(a, seconds)))))
        .unset((b, _) -> change(b, b.ipsec.withIdleTime(Optional.empty())))
        .shows(b -> Terms.secondsLine(seconds, b.ipsec.idleTime()));
  }

  /** {@code replay {window-size N | disable}}; a window of 0 is none, and empty the default. */
  static <T> List<Command<T>> replay(
      List<Syntax> before,
      Function<T, Optional<Integer>> get,
      BiFunction<T, Optional<Integer>, T> put,
      boolean hidesDefault) {
    Syntax.Choice<Integer> size =
        choice(
            item("size", "64", 64, "Window size of 64 (default)"),
            item("size", "128", 128, "Window size of 128"),
            item("size", "256", 256, "Window size of 256"),
            item("size", "512", 512, "Window size of 512"),
            item("size", "1024", 1_024, "Window size of 1024"));
    Syntax.Keyword replay = word("replay", "Set replay checking");
    Command<T> window =
        Command.<T>of(words(before, replay, word("window-size", "Set replay window size"), size))
            .later(LATER)
            .set((t, a) -> put.apply(t, a.find(size).filter(w -> !hidesDefault || w != 64)))
            .unset((t, _) -> put.apply(t, Optional.empty()))
            .shows(t ->
                get.apply(t).stream().filter(w -> w != 0).map(w -> Arguments.of(size, w)).toList());
    Command<T> disabled =
        Command.<T>of(words(before, replay, word("disable", "Disable replay checking")))
            .later(LATER)
            .flag(
                t -> get.apply(t).equals(Optional.of(0)),
                (t, v) -> put.apply(t, v ? Optional.of(0) : get.apply(t).filter(w -> w != 0)),
                false);
    return List.of(window, disabled);
  }

  private static Command<ConfigBuilder> dfBit() {
    Syntax.Choice<IpsecSettings.DfBit> bit =
        choice(
            item("bit", "clear", IpsecSettings.DfBit.CLEAR, "Clear DF bit"),
            item("bit", "set", IpsecSettings.DfBit.SET, "Set DF bit"),
            item("bit", "copy", IpsecSettings.DfBit.COPY, "Copy DF bit from inner header"));
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO, Terms.IPSEC, word("df-bit", "Handling of encapsulated DF bit."), bit)
        .later(LATER)
        .set((b, a) ->
            change(b, b.ipsec.withDfBit(a.find(bit).filter(v -> v != IpsecSettings.DfBit.COPY))))
        .unset((b, _) -> change(b, b.ipsec.withDfBit(Optional.empty())))
        .shows(b -> b.ipsec.dfBit().stream().map(v -> Arguments.of(bit, v)).toList());
  }

  private static Command<ConfigBuilder> fragmentation() {
    Syntax.Choice<Boolean> after =
        choice(
            item("after", "before-encryption", false, "Fragment before encryption"),
            item("after", "after-encryption", true, "Fragment after encryption"));
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.IPSEC,
            word("fragmentation", "Handling of fragmentation of near-MTU sized packets"),
            after)
        .later(LATER)
        .set((b, a) -> change(b, b.ipsec.withFragmentAfterEncryption(a.get(after))))
        .unset((b, _) -> change(b, b.ipsec.withFragmentAfterEncryption(false)))
        .shows(b ->
            b.ipsec.fragmentAfterEncryption() ? List.of(Arguments.of(after, true)) : List.of());
  }

  private static Command<ConfigBuilder> natTraversal() {
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.IPSEC,
            word("nat-transparency", "IPsec NAT transparency model"),
            word("udp-encapsulation", "UDP encapsulation of IPsec protocols"))
        .flag(
            b -> b.ipsec.udpEncapsulation(),
            (b, v) -> change(b, b.ipsec.withUdpEncapsulation(v)),
            true);
  }
}
