package dev.slipjoint.store.jdbc;

import dev.slipjoint.protocol.Target;

/** Targets as two columns, kind and id. */
final class Targets {
  private static final String SITE = "site";
  private static final String TEAM = "team";

  private Targets() {}

  static String kind(Target target) {
    return switch (target) {
      case Target.Site site -> SITE;
      case Target.Team team -> TEAM;
    };
  }

  static Target target(String kind, String id) {
    return switch (kind) {
      case SITE -> Target.site(id);
      case TEAM -> Target.team(id);
      default -> throw new IllegalStateException("The database holds a target of kind " + kind);
    };
  }
}
