package dev.slipjoint.sdk.testing;

import java.time.Duration;

/**
 * What can go wrong between an integration and its platform, at will. Each fault stands until it is
 * taken back. They are real ones: sockets are closed, bytes are late, tokens are revoked.
 */
public final class Faults {
  private final Relay relay;
  private final UserTokens tokens;

  Faults(Relay relay, UserTokens tokens) {
    this.relay = relay;
    this.tokens = tokens;
  }

  /** Cuts every connection to the platform, and lets it refuse new ones. It forgets nothing. */
  public void die() {
    relay.die();
  }

  /** Lets the platform be reached again, at the same address. */
  public void revive() {
    relay.revive();
  }

  /**
   * Delays each answer by that much from now on; by nothing is as it was. What was asked for is
   * done without delay: who doesn't wait for the answer can't know that.
   */
  public void slow(Duration delay) {
    relay.delayAnswers(delay);
  }

  /**
   * Loses the answer to the next change (every request but a GET is taken for one): it is made, and
   * kept, but its caller's connection is cut before a byte of the answer comes.
   */
  public void loseNextAnswer() {
    relay.loseNextAnswer();
  }

  /**
   * Revokes the tokens of the owner and the viewer. From within a handler, this revokes the very
   * token that the handler was called with.
   */
  public void revokeTokens() {
    tokens.revoke();
  }

  /** Makes the same tokens good again. */
  public void restoreTokens() {
    tokens.restore();
  }
}
