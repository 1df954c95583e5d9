package dev.slipjoint.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** What an integration may do on the platform beyond its own context. */
public enum Scope {
  /** Read sites. */
  SITE_READ("site:read"),
  /** Change sites. */
  SITE_WRITE("site:write"),
  /** Read environment variables. */
  ENV_READ("env:read"),
  /** Set environment variables. */
  ENV_WRITE("env:write"),
  /** Delete environment variables. */
  ENV_DELETE("env:delete"),
  /** Read the user. */
  USER_READ("user:read"),
  /** Change the user. */
  USER_WRITE("user:write");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  /** The scope of that {@code resource:permission}. */
  public static Optional<Scope> ofWireName(String wireName) {
    return Stream.of(values()).filter(scope -> scope.wireName.equals(wireName)).findFirst();
  }

  /** Its {@code resource:permission}. */
  public String wireName() {
    return wireName;
  }
}
