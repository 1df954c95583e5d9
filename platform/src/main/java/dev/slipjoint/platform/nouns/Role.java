package dev.slipjoint.platform.nouns;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user is in a team. */
public enum Role {
  /** Everything, the team itself included. */
  OWNER,
  /** Enable, disable, read and write. */
  DEVELOPER,
  /** Read. */
  VIEWER;

  /** The role that is written so. */
  public static Optional<Role> ofWireName(String wireName) {
    return Stream.of(values()).filter(role -> role.wireName().equals(wireName)).findFirst();
  }

  /** How it is written in files and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
