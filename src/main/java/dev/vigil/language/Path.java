package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A command's syntax as a graph whose edges are single words. */
final class Path {
  private Path() {}

  /**
   * A point between words.
   *
   * @param end the line may end here
   */
  record Node(List<Edge> edges, boolean end) {}

  /**
   * @param keyword the fixed word of the leaf, or nothing where a value stands
   */
  record Edge(Syntax.Leaf leaf, String keyword, Node next) {
    Edge(Syntax.Leaf leaf, Node next) {
      this(leaf, Path.keyword(leaf), next);
    }
  }

  static Node compile(List<Syntax> syntax) {
    return compile(syntax, new Node(List.of(), true));
  }

  private static Node compile(List<Syntax> parts, Node after) {
    Node node = after;
    for (Syntax part : parts.reversed()) {
      node = compile(part, node);
    }
    return node;
  }

  private static Node compile(Syntax part, Node after) {
    return switch (part) {
      case Syntax.Leaf leaf -> new Node(List.of(new Edge(leaf, after)), false);
      case Syntax.Choice<?> choice -> either(List.copyOf(choice.items()), after);
      case Syntax.OneOf oneOf -> either(oneOf.branches(), after);
      case Syntax.Sequence sequence -> compile(sequence.parts(), after);
      case Syntax.Maybe maybe -> {
        Node inside = compile(maybe.parts(), after);
        List<Edge> edges = new ArrayList<>(inside.edges());
        edges.addAll(after.edges());
        yield new Node(edges, inside.end() || after.end());
      }
      case Syntax.AnyOrder any -> anyOrder(any.parts(), after);
      case Syntax.Repeated repeated -> {
        List<Edge> again = new ArrayList<>();
        Node loop = new Node(again, after.end());
        again.add(new Edge(repeated.argument(), loop));
        again.addAll(after.edges());
        yield new Node(List.of(new Edge(repeated.argument(), loop)), false);
      }
    };
  }

  private static Node either(List<? extends Syntax> branches, Node after) {
    List<Edge> edges = new ArrayList<>();
    boolean end = false;
    for (Syntax branch : branches) {
      Node node = compile(branch, after);
      edges.addAll(node.edges());
      end |= node.end();
    }
    return new Node(edges, end);
  }

  /** Grows with the factorial of the number of parts: for a handful of them. */
  private static Node anyOrder(List<Syntax> parts, Node after) {
    List<Edge> edges = new ArrayList<>();
    for (Syntax part : parts) {
      List<Syntax> others = parts.stream().filter(other -> !other.equals(part)).toList();
      edges.addAll(compile(part, anyOrder(others, after)).edges());
    }
    edges.addAll(after.edges());
    return new Node(edges, after.end());
  }

  /** The fixed word, or nothing where a value stands. */
  static String keyword(Syntax.Leaf leaf) {
    return switch (leaf) {
      case Syntax.Keyword keyword -> keyword.text();
      case Syntax.Item<?> item -> item.text();
      case Syntax.Argument<?> _ -> "";
    };
  }

  /** Under what name the word is captured. */
  static String name(Syntax.Leaf leaf) {
    return switch (leaf) {
      case Syntax.Keyword keyword -> Arguments.nameOf(keyword);
      case Syntax.Item<?> item -> item.choice();
      case Syntax.Argument<?> argument -> argument.name();
    };
  }

  /** What a fixed word is captured as. */
  static Object value(Syntax.Leaf leaf) {
    return switch (leaf) {
      case Syntax.Item<?> item -> item.value();
      case Syntax.Keyword _, Syntax.Argument<?> _ -> true;
    };
  }

  /** Every fixed word of a syntax, in lower case. */
  static List<String> keywords(List<? extends Syntax> syntax) {
    List<String> words = new ArrayList<>();
    for (Syntax part : syntax) {
      switch (part) {
        case Syntax.Leaf leaf -> words.add(keyword(leaf).toLowerCase(Locale.ROOT));
        case Syntax.Choice<?> choice -> words.addAll(keywords(choice.items()));
        case Syntax.OneOf oneOf -> words.addAll(keywords(oneOf.branches()));
        case Syntax.Sequence sequence -> words.addAll(keywords(sequence.parts()));
        case Syntax.Maybe maybe -> words.addAll(keywords(maybe.parts()));
        case Syntax.AnyOrder any -> words.addAll(keywords(any.parts()));
        case Syntax.Repeated _ -> {}
      }
    }
    return words;
  }
}
