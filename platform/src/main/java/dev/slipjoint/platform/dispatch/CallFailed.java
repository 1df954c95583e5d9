package dev.slipjoint.platform.dispatch;

/** A call got no answer. Why is for the operator and the integration's owner alone. */
@SuppressWarnings("serial") // never serialized
public final class CallFailed extends Exception {
  private final boolean nothingSent;

  /**
   * Tells why.
   *
   * @param nothingSent whether it is certain that the other side got nothing of it
   */
  public CallFailed(String why, boolean nothingSent) {
    super(why);
    this.nothingSent = nothingSent;
  }

  /** The same with what caused it. */
  public CallFailed(String why, boolean nothingSent, Throwable cause) {
    super(why, cause);
    this.nothingSent = nothingSent;
  }

  /** Whether it is certain that the other side got nothing of it. */
  public boolean nothingSent() {
    return nothingSent;
  }

  /** Why. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
