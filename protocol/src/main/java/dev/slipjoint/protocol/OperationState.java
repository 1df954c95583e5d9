package dev.slipjoint.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** How far an operation has come. */
public enum OperationState {
  /** It is written down; nothing was done yet. */
  PENDING("pending"),
  /** The integration is being asked, or has yet to confirm. */
  ENABLING("enabling"),
  /** Done: the integration is enabled. */
  ENABLED("enabled"),
  /** The integration is being asked, or has yet to confirm. */
  DISABLING("disabling"),
  /** Done: the integration is disabled. */
  DISABLED("disabled"),
  /** Given up: all is as it was before. */
  FAILED("failed");

  private final String wireName;

  OperationState(String wireName) {
    this.wireName = wireName;
  }

  /** The state of that {@code state}. */
  public static Optional<OperationState> ofWireName(String wireName) {
    return Stream.of(values()).filter(state -> state.wireName.equals(wireName)).findFirst();
  }

  /** Its {@code state}. */
  public String wireName() {
    return wireName;
  }

  /** Whether nothing will happen any more. */
  public boolean isFinal() {
    return switch (this) {
      case ENABLED, DISABLED, FAILED -> true;
      case PENDING, ENABLING, DISABLING -> false;
    };
  }
}
