package dev.slipjoint.protocol;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of scopes, which the wire knows as one text: {@code all}, or a list with commas. */
public record Scopes(Set<Scope> granted) {

  /** Every scope. */
  public static final Scopes ALL = new Scopes(EnumSet.allOf(Scope.class));

  /** No scope: the integration's own contexts only. */
  public static final Scopes NONE = new Scopes(Set.of());

  private static final String ALL_WORD = "all";

  /** Keeps a copy. */
  public Scopes {
    granted = Set.copyOf(granted);
  }

  /**
   * Reads the wire's text.
   *
   * @throws IllegalArgumentException if a word in it is no scope
   */
  public static Scopes ofWireName(String text) {
    if (text.equals(ALL_WORD)) {
      return ALL;
    }
    return ofWireNames(text.isEmpty() ? List.of() : List.of(text.split(",", -1)));
  }

  /**
   * Reads a list of {@code resource:permission}.
   *
   * @throws IllegalArgumentException if one is no scope
   */
  public static Scopes ofWireNames(List<String> words) {
    return new Scopes(words.stream().map(Scopes::scope).collect(Collectors.toSet()));
  }

  /** Whatever one of them grants. */
  public static Scopes union(List<Scopes> all) {
    return new Scopes(
        all.stream().flatMap(it -> it.granted().stream()).collect(Collectors.toSet()));
  }

  private static Scope scope(String word) {
    return Scope.ofWireName(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A scope is one of "
                        + List.of(Scope.values()).stream()
                            .map(Scope::wireName)
                            .collect(Collectors.joining(", "))));
  }

  /** The wire's text. */
  public String wireName() {
    if (equals(ALL)) {
      return ALL_WORD;
    }
    return granted.stream().sorted().map(Scope::wireName).collect(Collectors.joining(","));
  }
}
