package dev.slipjoint.platform.nouns;

import java.time.Instant;
import java.util.Optional;

/**
 * A token as the platform keeps it: never the text.
 *
 * @param name what its owner calls it; unique among one user's tokens
 */
public record Token(
    TokenHash hash, String name, Grant grant, Instant issuedAt, Optional<Instant> expiresAt) {

  /** Whether it is past its time. */
  public boolean isExpiredAt(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
