package dev.vigil.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a line says: the words and values that its syntax leaves open. Reading a line yields one,
 * rendering a line takes one.
 */
public final class Arguments {
  private final Map<String, List<Object>> values = new LinkedHashMap<>();
  private final Map<String, Integer> columns = new LinkedHashMap<>();

  public static Arguments none() {
    return new Arguments();
  }

  public static <V> Arguments of(Syntax.Argument<V> argument, V value) {
    return none().and(argument, value);
  }

  public static <V> Arguments of(Syntax.Choice<V> choice, V value) {
    return none().and(choice, value);
  }

  public static Arguments of(Syntax.Keyword keyword) {
    return none().and(keyword);
  }

  public <V> Arguments and(Syntax.Argument<V> argument, V value) {
    return add(argument.name(), value);
  }

  public <V> Arguments and(Syntax.Argument<V> argument, Optional<V> value) {
    value.ifPresent(v -> add(argument.name(), v));
    return this;
  }

  public <V> Arguments andAll(Syntax.Argument<V> argument, List<V> list) {
    list.forEach(v -> add(argument.name(), v));
    return this;
  }

  public <V> Arguments and(Syntax.Choice<V> choice, V value) {
    return add(choice.name(), value);
  }

  public Arguments and(Syntax.Keyword keyword) {
    return add(nameOf(keyword), true);
  }

  /** Adds the keyword where {@code condition} holds. */
  public Arguments andIf(boolean condition, Syntax.Keyword keyword) {
    return condition ? and(keyword) : this;
  }

  Arguments add(String name, Object value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    return this;
  }

  /** Keywords have names of their own, which no argument has. */
  static String nameOf(Syntax.Keyword keyword) {
    return "=" + keyword.text();
  }

  void at(String name, int column) {
    columns.putIfAbsent(name, column);
  }

  /** Where in its line the argument was read, from 0; 0 where it was not. */
  int column(String name) {
    return columns.getOrDefault(name, 0);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  List<Object> raw(String name) {
    return values.getOrDefault(name, List.of());
  }

  public boolean has(Syntax.Keyword keyword) {
    return has(nameOf(keyword));
  }

  public boolean has(Syntax.Argument<?> argument) {
    return has(argument.name());
  }

  public <V> V get(Syntax.Argument<V> argument) {
    return find(argument)
        .orElseThrow(() -> new IllegalStateException("no " + argument.name() + " in this line"));
  }

  public <V> Optional<V> find(Syntax.Argument<V> argument) {
    return all(argument).stream().findFirst();
  }

  @SuppressWarnings("unchecked") // only values of the argument's own type are under its name
  public <V> List<V> all(Syntax.Argument<V> argument) {
    return (List<V>) raw(argument.name());
  }

  @SuppressWarnings("unchecked") // as above
  public <V> Optional<V> find(Syntax.Choice<V> choice) {
    return ((List<V>) raw(choice.name())).stream().findFirst();
  }

  public <V> V get(Syntax.Choice<V> choice) {
    return find(choice)
        .orElseThrow(() -> new IllegalStateException("no " + choice.name() + " in this line"));
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
