package dev.slipjoint.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** What an operation is there for. */
public enum OperationKind {
  /** To enable an integration on a target. */
  ENABLE("enable"),
  /** To disable it there. */
  DISABLE("disable");

  private final String wireName;

  OperationKind(String wireName) {
    this.wireName = wireName;
  }

  /** The kind of that {@code kind}. */
  public static Optional<OperationKind> ofWireName(String wireName) {
    return Stream.of(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }

  /** Its {@code kind}. */
  public String wireName() {
    return wireName;
  }
}
