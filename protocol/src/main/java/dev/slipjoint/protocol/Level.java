package dev.slipjoint.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** Where an integration may be enabled. */
public enum Level {
  /** On sites only. */
  SITE("site"),
  /** On teams only. */
  TEAM("team"),
  /** On both, each by itself. */
  TEAM_AND_SITE("team-and-site");

  private final String wireName;

  Level(String wireName) {
    this.wireName = wireName;
  }

  /** The level of that {@code integrationLevel}. */
  public static Optional<Level> ofWireName(String wireName) {
    return Stream.of(values()).filter(level -> level.wireName.equals(wireName)).findFirst();
  }

  /** Its {@code integrationLevel}. */
  public String wireName() {
    return wireName;
  }

  /** Whether an integration of this level may be enabled there. */
  public boolean covers(Target target) {
    return switch (target) {
      case Target.Site site -> this != TEAM;
      case Target.Team team -> this != SITE;
    };
  }
}
