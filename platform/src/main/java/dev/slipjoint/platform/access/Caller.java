package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.TokenHash;

/**
 * Who is asking. A caller proves nothing by itself: {@link Access} finds out what it is worth
 * inside the transaction that acts on it, so that a token which has just died is dead.
 */
public sealed interface Caller {

  /** Whoever presented the token of this hash. */
  record Bearer(TokenHash token) implements Caller {}

  /** Whoever presented a text that the platform itself may have signed: a call token. */
  record Called(Secret token) implements Caller {}

  /** Who runs the platform and wrote its platform file. */
  record Operator() implements Caller {}
}
