package dev.slipjoint.server.outbound;

import java.io.IOException;

/**
 * A call that brought no answer, or half of one. Its reason and its message are for logs and for
 * the owner of what was called: told to anybody else, they would let them look for open ports.
 */
@SuppressWarnings("serial") // never serialized
public final class OutboundFailed extends IOException {
  private final Reason reason;
  private final boolean nothingSent;

  /** Why a call failed. */
  public enum Reason {
    /** The URL, or an address of its host, isn't to be called. */
    TARGET_NOT_ALLOWED,
    /** The host has no address. */
    NAME_NOT_FOUND,
    /** Nobody listens. */
    CONNECT_FAILED,
    /** Looking up the host, connecting and the TLS handshake took too long. */
    CONNECT_TIMED_OUT,
    /** The TLS handshake failed; a certificate that isn't the host's is one cause. */
    TLS_FAILED,
    /** What is sent is larger than allowed. */
    REQUEST_TOO_LARGE,
    /** What is sent couldn't be read to its end. */
    REQUEST_BROKEN,
    /** The head of the answer didn't come in time. */
    FIRST_BYTE_TIMED_OUT,
    /** The end of the answer didn't come in time. */
    TOTAL_TIMED_OUT,
    /** The connection broke. */
    CONNECTION_BROKEN,
    /** The answer isn't HTTP/1.1, or the connection was to become something else. */
    NOT_HTTP,
    /** The answer is larger than allowed: its headers or its body. */
    ANSWER_TOO_LARGE,
    /** The caller was interrupted, or the server stops. */
    CANCELLED
  }

  private OutboundFailed(Reason reason, boolean nothingSent, String what, Throwable cause) {
    super(reason + " while " + what, cause);
    this.reason = reason;
    this.nothingSent = nothingSent;
  }

  private OutboundFailed(Reason reason, boolean nothingSent, String what) {
    super(reason + " while " + what);
    this.reason = reason;
    this.nothingSent = nothingSent;
  }

  static OutboundFailed unsent(Reason reason, String what, Throwable cause) {
    return new OutboundFailed(reason, true, what, cause);
  }

  static OutboundFailed unsent(Reason reason, String what) {
    return new OutboundFailed(reason, true, what);
  }

  static OutboundFailed sent(Reason reason, String what, Throwable cause) {
    return new OutboundFailed(reason, false, what, cause);
  }

  static OutboundFailed sent(Reason reason, String what) {
    return new OutboundFailed(reason, false, what);
  }

  /** Why it failed. */
  public Reason reason() {
    return reason;
  }

  /** Whether it is certain that no byte of the request was sent, so that it may be tried again. */
  public boolean nothingSent() {
    return nothingSent;
  }
}
