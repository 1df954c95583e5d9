package dev.slipjoint.sdk.testing;

import java.time.Duration;

/**
 * What can go wrong between an integration and its platform, both ways, at will. Each fault stands
 * until it is taken back, or happens once and is over. They are real ones: sockets are closed,
 * bytes are late, tokens are worth nothing.
 */
public final class Faults {
  private final Relay relay;
  private final FaultyDelivery delivery;
  private final UserTokens tokens;

  Faults(Relay relay, FaultyDelivery delivery, UserTokens tokens) {
    this.relay = relay;
    this.delivery = delivery;
    this.tokens = tokens;
  }

  /**
   * Cuts every connection of integrations to the platform, and lets it refuse new ones. It forgets
   * nothing, and who doesn't ask it as an integration still reaches it.
   */
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

  /** Lets the platform reach no integration: it gets no connection. */
  public void integrationDies() {
    delivery.die();
  }

  /** Lets the platform reach integrations again. */
  public void integrationRevives() {
    delivery.revive();
  }

  /**
   * Delays each answer of an integration to the platform by that much from now on; by nothing is as
   * it was. What was asked for is done without delay. Of an answer that would come later than the
   * platform waits, which is ten seconds, the platform sees nothing; it is told so at once, and no
   * test has to wait for it.
   */
  public void integrationIsSlow(Duration delay) {
    delivery.delayAnswers(delay);
  }

  /**
   * Delivers the next call of the platform to an integration twice, as a network may: both are the
   * same to the last byte. The answer to the first one counts.
   */
  public void deliverNextTwice() {
    delivery.deliverNextTwice();
  }

  /**
   * Revokes the token of the next call of the platform to an integration: when its handler runs, it
   * is worth nothing any more. {@link TestTarget#disableByForce} does that at a moment of your
   * choice.
   */
  public void revokeNextCallToken() {
    delivery.revokeNextToken();
  }

  /**
   * Revokes the tokens of the owner and the viewer. From within a handler that is called directly,
   * this revokes the very token that it was called with. In a call of the platform the user's token
   * isn't there.
   */
  public void revokeTokens() {
    tokens.revoke();
  }

  /** Makes the same tokens good again. */
  public void restoreTokens() {
    tokens.restore();
  }
}
