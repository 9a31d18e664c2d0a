package dev.vigil.language;

import dev.vigil.protocol.config.ConfigBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Carries out lines one after another, as the router's parser does: a line is first tried in the
 * mode that is entered, then in the global one. Indentation decides where a text is ambiguous, and
 * what belongs to a block that the head-end has no use for.
 */
final class Interpreter {
  private static final int NONE = -1;

  private final ConfigBuilder builder;
  private final Sketch sketch;
  private final boolean keepsUnknown;
  private final Frame<ConfigBuilder> root;
  private final Deque<Frame<?>> modes = new ArrayDeque<>();
  private final List<Slot> notes = new ArrayList<>();

  /** Lines deeper than this belong to a kept line; {@link #NONE}: there is none. */
  private int keptIndent = NONE;

  /** So much of a kept line's indentation is taken off. */
  private int keptMargin;

  private boolean keptUnknown;
  private Sketch keptIn;

  private Words matchedWords = Words.of("");
  private Matching<ConfigBuilder> matched;

  /** Lines deeper than this belong to a refused line; {@link #NONE}: there is none. */
  private int refusedIndent = NONE;

  /**
   * @param keepsUnknown lines that begin with no known word are kept, else refused
   */
  Interpreter(ConfigBuilder builder, Sketch sketch, boolean keepsUnknown) {
    this.builder = builder;
    this.sketch = sketch;
    this.keepsUnknown = keepsUnknown;
    this.root = Frame.root(Grammar.GLOBAL, builder, sketch);
    this.keptIn = sketch;
    this.matched = root.match(matchedWords);
  }

  ConfigBuilder builder() {
    return builder;
  }

  /** Where the lines stand; notes at the end of the text included. */
  List<Slot> slots() {
    flushNotes(sketch);
    return sketch.slots();
  }

  boolean inGlobalMode() {
    return modes.isEmpty();
  }

  Mode<?> mode() {
    return modes.isEmpty() ? root.mode : modes.getLast().mode;
  }

  /** The lines that entered the modes that are open, the outermost first. */
  List<String> headers() {
    return modes.stream().map(frame -> frame.header).toList();
  }

  LineUse accept(LogicalLine line) {
    Words words = Words.of(line.text());
    if (line.text().isBlank() || line.text().strip().startsWith("!")) {
      notes.add(new Slot.Note(line.text()));
      return new LineUse.Noted();
    }
    if (line.unended()) {
      String message = "% The text that this line begins is not ended by its delimiter.";
      return new LineUse.Refused(
          Fault.at(line.number(), words, new java.util.BitSet(), words.indent(), message));
    }
    if (belongsToKept(words)) {
      return keep(line, keptIn, true);
    }
    keptIndent = NONE;
    if (refusedIndent != NONE && words.indent() > refusedIndent) {
      return new LineUse.Skipped();
    }
    refusedIndent = NONE;
    if (words.isOnly("exit") && !modes.isEmpty()) {
      flushNotes(modes.getLast().sketch);
      modes.removeLast();
      return new LineUse.Left();
    }
    if (words.isOnly("end") || words.isOnly("exit")) {
      modes.clear();
      keptMargin = words.indent();
      return keep(line, sketch, false);
    }
    return modes.isEmpty() ? inRoot(line, words) : inMode(modes.getLast(), line, words);
  }

  /** Deeper lines belong to a kept one; below an unknown word unless they are plainly ours. */
  private boolean belongsToKept(Words words) {
    return keptIndent != NONE && words.indent() > keptIndent && !(keptUnknown && rootServes(words));
  }

  private <T> LineUse inMode(Frame<T> frame, LogicalLine line, Words words) {
    boolean deeper = words.indent() > frame.indent;
    return switch (frame.match(words)) {
      case Matching.Found<T> found -> {
        boolean ours = deeper || !(frame.indentedBody() || rootPrefers(words, found.command()));
        yield ours ? carryOut(frame, found, line, words) : leave(line, words);
      }
      case Matching.Failed<T> failed -> {
        if (rootServes(words)) {
          yield leave(line, words);
        }
        boolean keeps =
            frame.mode.keepsUnknown()
                && failed.word() == 0
                && !words.isEmpty()
                && !frame.slips(words);
        if (deeper || (keeps && !frame.indentedBody() && unknownToRoot(words))) {
          frame.sawBody(words.indent());
          yield keeps
              ? keepLine(frame, line, words)
              : new LineUse.Refused(Fault.of(failed, words, line.number()));
        }
        yield isForMode(failed, words)
            ? new LineUse.Refused(Fault.of(failed, words, line.number()))
            : leave(line, words);
      }
    };
  }

  /** At a console a line that is wrong everywhere is one of the mode, if it begins as one. */
  private boolean isForMode(Matching.Failed<?> failed, Words words) {
    return !keepsUnknown
        && rootMatch(words) instanceof Matching.Failed<ConfigBuilder> inRoot
        && inRoot.word() <= failed.word();
  }

  /** Carries a line out in the global mode; at a console a refused one does not leave the mode. */
  private LineUse leave(LogicalLine line, Words words) {
    List<Frame<?>> before = List.copyOf(modes);
    modes.clear();
    LineUse use = inRoot(line, words);
    if (!keepsUnknown && use instanceof LineUse.Refused) {
      modes.addAll(before);
    }
    return use;
  }

  private LineUse inRoot(LogicalLine line, Words words) {
    return switch (rootMatch(words)) {
      case Matching.Found<ConfigBuilder> found -> carryOut(root, found, line, words);
      case Matching.Failed<ConfigBuilder> failed -> {
        boolean unknown = failed.word() == 0 && failed.problem() == Matching.Problem.INVALID;
        if (unknown && keepsUnknown && !words.isEmpty() && !root.slips(words)) {
          keptUnknown = true;
          yield keepBlock(line, words, sketch);
        }
        refusedIndent = words.indent();
        yield new LineUse.Refused(Fault.of(failed, words, line.number()));
      }
    };
  }

  private <T> LineUse carryOut(
      Frame<T> frame, Matching.Found<T> found, LogicalLine line, Words words) {
    frame.sawBody(words.indent());
    if (found.command().isKept()) {
      keptUnknown = false;
      return keepLine(frame, line, words);
    }
    flushNotes(frame.sketch);
    Frame.Outcome outcome = frame.carryOut(found, words, line.number());
    if (outcome.use() instanceof LineUse.Refused) {
      refusedIndent = words.indent();
    }
    if (outcome.entered() != null) {
      modes.add(outcome.entered());
    }
    // A comment after a line is kept as a line of its own.
    found
        .comment()
        .ifPresent(comment -> {
          boolean inside = words.indent() > 0 || outcome.entered() != null;
          notes.add(new Slot.Note((inside ? " " : "") + comment));
        });
    return outcome.use();
  }

  /** In a text without indentation a kept line of a mode has no deeper ones. */
  private LineUse keepLine(Frame<?> frame, LogicalLine line, Words words) {
    LineUse use = keepBlock(line, words, frame.sketch);
    if (frame.indent >= words.indent()) {
      keptIndent = NONE;
    }
    return use;
  }

  /**
   * Keeps a line and, from now on, the deeper ones after it. In the global mode it moves to the
   * margin: our own lines do, and it must not come to stand below one of them.
   */
  private LineUse keepBlock(LogicalLine line, Words words, Sketch where) {
    keptIndent = words.indent();
    keptMargin = where == sketch ? words.indent() : 0;
    keptIn = where;
    return keep(line, where, false);
  }

  private LineUse keep(LogicalLine line, Sketch where, boolean inBlock) {
    flushNotes(where);
    String text = line.text();
    int blank = Math.min(keptMargin, text.length() - text.stripLeading().length());
    where.add(new Slot.Kept(text.substring(blank)));
    return new LineUse.Kept(inBlock);
  }

  private void flushNotes(Sketch where) {
    notes.forEach(where::add);
    notes.clear();
  }

  /** Several rules ask how a line does in the global mode: it is compared once. */
  private Matching<ConfigBuilder> rootMatch(Words words) {
    if (!words.equals(matchedWords)) {
      matchedWords = words;
      matched = root.match(words);
    }
    return matched;
  }

  private boolean rootServes(Words words) {
    return rootMatch(words) instanceof Matching.Found<ConfigBuilder> found
        && !found.command().isKept();
  }

  /** Between a mode and the global one, at equal indentation: ours before kept, then the mode's. */
  private boolean rootPrefers(Words words, Command<?> inMode) {
    return rootMatch(words) instanceof Matching.Found<ConfigBuilder> found
        && (!found.command().isKept() || (inMode.isKept() && inMode.undoAfter() < 2));
  }

  private boolean unknownToRoot(Words words) {
    return rootMatch(words) instanceof Matching.Failed<ConfigBuilder> failed && failed.word() == 0;
  }
}
