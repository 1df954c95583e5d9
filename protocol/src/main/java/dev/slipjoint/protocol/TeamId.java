package dev.slipjoint.protocol;

import java.util.Set;

/** Names a team, which the Netlify API under {@code /api/v1} calls an account. */
public record TeamId(String value) {

  /**
   * What a team can't be called, because old clients put a team's id where these words stand
   * ({@code /:accountId/integrations}).
   */
  public static final Set<String> RESERVED =
      Set.of(
          "site",
          "team",
          "meta",
          "integrations",
          "admin",
          "api",
          "docs",
          "health",
          "console",
          "caller",
          "operations");

  /**
   * Takes an id as it stands in a URL.
   *
   * @throws IllegalArgumentException if it is not 1 to 64 of {@code A-Z a-z 0-9 _ -}
   */
  public TeamId {
    Ids.checked("A team id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
