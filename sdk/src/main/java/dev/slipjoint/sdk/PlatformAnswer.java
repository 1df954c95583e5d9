package dev.slipjoint.sdk;

import dev.slipjoint.protocol.ErrorBody;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What came back from the platform's address, whoever it was that answered. */
final class PlatformAnswer {

  /** An answer may hold a context twice (beside {@code config} and under it), and a bit more. */
  private static final JsonLimits LIMITS =
      new JsonLimits(
          JsonLimits.DEFAULT.depth() + 8,
          2 * JsonLimits.DEFAULT.members(),
          3 * JsonLimits.DEFAULT.values(),
          JsonLimits.DEFAULT.stringLength(),
          JsonLimits.DEFAULT.nameLength(),
          JsonLimits.DEFAULT.numberLength());

  private static final ErrorBody NO_ERROR_BODY = new ErrorBody("", "", 0, "", Map.of());

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final boolean repeated;

  private PlatformAnswer(int status, HttpHeaders headers, byte[] body, boolean repeated) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.repeated = repeated;
  }

  static PlatformAnswer of(HttpResponse<byte[]> response) {
    return new PlatformAnswer(response.statusCode(), response.headers(), response.body(), false);
  }

  /** The same, with what is known of the attempts before it. */
  PlatformAnswer after(boolean anEarlierAttemptMayHaveBeenCarriedOut) {
    return new PlatformAnswer(status, headers, body, anEarlierAttemptMayHaveBeenCarriedOut);
  }

  int status() {
    return status;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether an earlier attempt, whose answer was lost, may have been carried out already. */
  boolean isRepeated() {
    return repeated;
  }

  /**
   * The body.
   *
   * @throws JsonRefused if it is no JSON object
   */
  JsonObject json() {
    if (JsonReader.read(body, LIMITS) instanceof JsonObject object) {
      return object;
    }
    throw new JsonRefused(JsonRefused.Reason.WRONG_TYPE, "", "The answer must be a JSON object.");
  }

  /** Whether the body is a JSON object at all: what answers may be no Integration API. */
  boolean isJson() {
    return read(body -> body).isPresent();
  }

  /** The error body, empty where there is none. */
  ErrorBody error() {
    return read(ErrorBody::from).orElse(NO_ERROR_BODY);
  }

  private <T> Optional<T> read(Function<JsonObject, T> reader) {
    try {
      return Optional.of(reader.apply(json()));
    } catch (JsonRefused e) {
      return Optional.empty();
    }
  }

  Optional<String> requestId() {
    return headers
        .firstValue(WireHeaders.REQUEST_ID)
        .or(() -> Optional.of(error().requestId()).filter(id -> !id.isEmpty()));
  }

  /** How long the platform asks to be left alone (RFC 9110, 10.2.3). */
  Optional<Duration> retryAfter() {
    return headers.firstValue("Retry-After").flatMap(PlatformAnswer::duration);
  }

  private static Optional<Duration> duration(String text) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      Duration wait = Duration.between(Instant.now(), then);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
