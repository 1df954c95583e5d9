package dev.slipjoint.platform.nouns;

import java.util.Locale;

/**
 * Why an operation failed.
 *
 * @param reason what the user is told; empty if the integration gave no reason
 */
public record OperationFailure(Code code, String reason) {

  /** The kinds of failure that a program can tell apart. */
  public enum Code {
    /** The integration refuses, and says why. */
    REJECTED,
    /** The user has to connect to the integration's service again. */
    REAUTH_REQUIRED,
    /** The integration's own logic failed. */
    HANDLER_FAILED,
    /** The integration did not answer, or did not confirm, in time. */
    TIMED_OUT,
    /** Somebody ended it. */
    ABORTED;

    /** How it is written in tables and answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
