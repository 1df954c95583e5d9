package dev.slipjoint.sdk;

import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.sdk.IntegrationApiException.AlreadyEnabled;
import dev.slipjoint.sdk.IntegrationApiException.InvalidContext;
import dev.slipjoint.sdk.IntegrationApiException.NotEnabled;
import dev.slipjoint.sdk.IntegrationApiException.Refused;
import dev.slipjoint.sdk.IntegrationApiException.StaleContext;
import dev.slipjoint.sdk.IntegrationApiException.Throttled;
import dev.slipjoint.sdk.IntegrationApiException.Unauthorized;

/**
 * Turns what a platform refused, about one integration, into an exception.
 *
 * @param about a target or an operation, in words
 */
record Refusals(PlatformConnection connection, String slug, String about) {
  private static final String NOT_ENABLED = "not_enabled";
  private static final String NOT_FOUND = "not_found";
  private static final String WRONG_LEVEL = "wrong_level";
  private static final String OPERATION = "operation_";
  private static final int LONGEST_QUOTE = 300;

  IntegrationApiException of(PlatformRequest request, PlatformAnswer answer) {
    ErrorBody error = answer.error();
    return switch (answer.status()) {
      case 401 -> unauthorized(error, answer);
      case 404 -> notFound(request, error, answer);
      case 409 -> conflict(request, error, answer);
      case 412 ->
          new StaleContext(
              "The context of %s on %s was changed meanwhile: read it again."
                  .formatted(slug, about),
              answer.requestId());
      case 429 ->
          new Throttled(
              "The platform asks for a pause before %s is asked for on %s again."
                  .formatted(slug, about),
              answer.retryAfter(),
              answer.requestId());
      case 502, 503, 504 -> connection.unusable(request, "it answers " + answer.status(), answer);
      case 400, 413, 422 ->
          isAboutTheContext(request, error)
              ? invalidContext(error, answer)
              : refused(error, answer);
      default -> refused(error, answer);
    };
  }

  /** Whether that refusal only says that the integration isn't enabled there. */
  static boolean isNotEnabled(PlatformAnswer answer) {
    return answer.status() == 404 && answer.error().error().equals(NOT_ENABLED);
  }

  /** Whether that refusal says that there is no such thing, or none for this caller. */
  static boolean isNotFound(PlatformAnswer answer) {
    return answer.status() == 404 && answer.error().error().equals(NOT_FOUND);
  }

  private static boolean isAboutTheContext(PlatformRequest request, ErrorBody error) {
    return request.body().flatMap(body -> body.find("config")).isPresent()
        && !error.error().equals(WRONG_LEVEL);
  }

  private IntegrationApiException unauthorized(ErrorBody error, PlatformAnswer answer) {
    return new Unauthorized(
        error.error().equals("invalid_integration_slug")
            ? "The platform at %s has no integration %s for %s: register it there, or mend its slug."
                .formatted(connection.platform(), slug, about)
            : "The platform at %s does not accept this token of %s for %s: it may be wrong, revoked or expired."
                .formatted(connection.platform(), slug, about),
        answer.requestId());
  }

  private IntegrationApiException notFound(
      PlatformRequest request, ErrorBody error, PlatformAnswer answer) {
    if (!answer.isJson()) {
      return connection.unusable(request, "it answers 404 without JSON", answer);
    }
    if (error.error().equals(NOT_ENABLED) || error.error().isEmpty()) {
      return new NotEnabled(
          "%s is not enabled on %s: enable it there first.".formatted(slug, about),
          answer.requestId());
    }
    return refused(error, answer);
  }

  private IntegrationApiException conflict(
      PlatformRequest request, ErrorBody error, PlatformAnswer answer) {
    return request.method().equals("POST") && !error.error().startsWith(OPERATION)
        ? new AlreadyEnabled(
            "%s is already enabled on %s: update it instead.".formatted(slug, about),
            answer.requestId())
        : refused(error, answer);
  }

  private IntegrationApiException invalidContext(ErrorBody error, PlatformAnswer answer) {
    String pointer =
        error.facts().get("pointer") instanceof JsonString text ? quoted(text.value()) : "";
    return new InvalidContext(
        "The platform refuses this context of %s on %s%s: %s"
            .formatted(slug, about, pointer.isEmpty() ? "" : " at " + pointer, said(error, answer)),
        pointer,
        answer.requestId());
  }

  private IntegrationApiException refused(ErrorBody error, PlatformAnswer answer) {
    return new Refused(
        "The platform at %s refuses what was asked for %s on %s: %s"
            .formatted(connection.platform(), slug, about, said(error, answer)),
        answer.status(),
        quoted(error.error()),
        answer.requestId());
  }

  private static String said(ErrorBody error, PlatformAnswer answer) {
    return "%s (%d%s)"
        .formatted(
            error.msg().isEmpty() ? "it does not say why" : quoted(error.msg()),
            answer.status(),
            error.error().isEmpty() ? "" : " " + quoted(error.error()));
  }

  /** Somebody else's words, which may end in a log, on one line and not too many. */
  private static String quoted(String words) {
    String line = words.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
  }
}
