package dev.slipjoint.protocol;

/** Names a person. */
public record UserId(String value) {

  /**
   * Takes an id.
   *
   * @throws IllegalArgumentException if it is not 1 to 64 of {@code A-Z a-z 0-9 _ -}
   */
  public UserId {
    Ids.checked("A user id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
