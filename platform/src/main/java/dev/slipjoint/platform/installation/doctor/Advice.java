package dev.slipjoint.platform.installation.doctor;

import java.util.Locale;

/**
 * One thing that is found about an installation, and what to do about it.
 *
 * @param sentence for a person; it may change
 */
public record Advice(Code code, String sentence) {

  /** What may be found. In lower case, these are stable codes: docs/reference/wire.md, «Doctor». */
  public enum Code {
    /** The integration isn't registered any more. */
    INTEGRATION_GONE(Kind.ACTION),
    /** The integration has become another team's private one. */
    INTEGRATION_HIDDEN(Kind.ACTION),
    /** The integration's level doesn't cover the target any more. */
    WRONG_LEVEL(Kind.ACTION),
    /** The integration runs nowhere, so it can't be called. */
    NO_HOST(Kind.NOTE),
    /** Calls to the integration aren't signed. */
    NO_SECRET(Kind.NOTE),
    /** Who enabled it isn't in the team any more. */
    ENABLER_GONE(Kind.ACTION),
    /** Who enabled it may only look by now. */
    ENABLER_MAY_ONLY_READ(Kind.ACTION),
    /** The installation has no token of its own. */
    NO_TOKEN(Kind.NOTE),
    /** It is being enabled or disabled. */
    OPERATION_RUNNING(Kind.NOTE),
    /** It is to be driven on, and nobody does. */
    OPERATION_OVERDUE(Kind.ACTION),
    /** It could not be enabled. */
    ENABLING_FAILED(Kind.ACTION),
    /** Disabling was refused, or given up. */
    DISABLING_FAILED(Kind.ACTION),
    /** The user has to connect to the integration's service again. */
    REAUTH_REQUIRED(Kind.ACTION),
    /** It was disabled although the integration could not be asked. */
    DISABLED_UNASKED(Kind.NOTE),
    /** The integration isn't called for a while. */
    BREAKER_OPEN(Kind.ACTION),
    /** The integration is being tried again. */
    BREAKER_HALF_OPEN(Kind.NOTE),
    /** The integration has reported a problem with which it can't do its work. */
    PROBLEM_CRITICAL(Kind.ACTION),
    /** The integration has reported problems. */
    PROBLEM_REPORTED(Kind.NOTE),
    /** An endpoint isn't told what happens. */
    WEBHOOK_PAUSED(Kind.ACTION),
    /** There is a token of an installation that isn't there any more. */
    STALE_TOKEN(Kind.ORPHAN),
    /** It is being enabled or disabled, but by no operation. */
    OPERATION_MISSING(Kind.ORPHAN),
    /** An operation goes on that belongs to no installation, or to another state of it. */
    OPERATION_ASTRAY(Kind.ORPHAN),
    /** An operation ended one way, and the installation is as if the other. */
    OUTCOME_DIFFERS(Kind.ORPHAN),
    /** An operation isn't over, and no task drives it on. */
    TASK_MISSING(Kind.ORPHAN),
    /** A task is left of an operation that is over. */
    TASK_LEFT_OVER(Kind.ORPHAN),
    /** A problem is left of an installation that isn't there any more. */
    PROBLEM_LEFT_OVER(Kind.ORPHAN);

    private final Kind kind;

    Code(Kind kind) {
      this.kind = kind;
    }

    /** How it is written in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody has to do something. */
    public boolean needsAction() {
      return kind != Kind.NOTE;
    }

    /** Whether this never may be, whatever anybody does: it is a fault of the platform. */
    public boolean isOrphan() {
      return kind == Kind.ORPHAN;
    }

    private enum Kind {
      NOTE,
      ACTION,
      ORPHAN
    }
  }
}
