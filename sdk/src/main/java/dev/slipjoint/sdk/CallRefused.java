package dev.slipjoint.sdk;

import java.util.Map;

/** Ends a call with an answer, from wherever it turns out that the call can't be served. */
final class CallRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HandlerResponse response;

  /** An answer that some lifecycle handler words in its own way. */
  CallRefused(HandlerResponse response) {
    super("answered " + response.status(), null, false, false);
    this.response = response;
  }

  CallRefused(int status, String sentence) {
    this(HandlerResponse.json(Map.of("error", sentence)).withStatus(status));
  }

  /** With the sentence of what was refused before. */
  CallRefused(int status, RuntimeException because) {
    this(status, String.valueOf(because.getMessage()));
  }

  HandlerResponse response() {
    return response;
  }
}
