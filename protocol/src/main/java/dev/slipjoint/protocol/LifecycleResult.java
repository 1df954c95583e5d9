package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an integration's answer to on-enable or on-disable means to the operation that it is part
 * of. Source: docs/reference/wire.md, «Lifecycle results».
 */
public sealed interface LifecycleResult {

  /** Done. */
  record Ok() implements LifecycleResult {}

  /** Begun; the integration will confirm it, or reject it. */
  record Accepted() implements LifecycleResult {}

  /** Not now: ask again, after that time if the integration says one. */
  record RetryLater(Optional<Duration> after, Optional<String> reason) implements LifecycleResult {}

  /** No. The reason is for the user. */
  record Rejected(Optional<String> reason) implements LifecycleResult {}

  /** The user has to connect to the third party again. The reason is for them. */
  record Reauth(Optional<String> reason) implements LifecycleResult {}

  /** The integration's own logic failed, or gave what is no answer. */
  record Failed() implements LifecycleResult {}

  /**
   * Understands an answer, whatever was sent. The member {@code result} of a JSON body decides,
   * else the status.
   *
   * @param contentType the header's text, empty if there is none
   * @param retryAfter the header's text, empty if there is none
   */
  static LifecycleResult of(int status, String contentType, String retryAfter, byte[] body) {
    Optional<JsonObject> json = json(body);
    Optional<String> reason =
        json.map(LifecycleResult::reason).orElseGet(() -> text(contentType, body));
    return switch (json.flatMap(it -> string(it, "result")).orElse("")) {
      case "ok" -> new Ok();
      case "accepted" -> new Accepted();
      case "retryLater" -> new RetryLater(seconds(retryAfter), reason);
      case "reject" -> new Rejected(reason);
      case "reauth" -> new Reauth(reason);
      default -> ofStatus(status, retryAfter, reason);
    };
  }

  private static LifecycleResult ofStatus(int status, String retryAfter, Optional<String> reason) {
    return switch (status) {
      case 202 -> new Accepted();
      case 429, 502, 503, 504 -> new RetryLater(seconds(retryAfter), reason);
      default ->
          switch (status / 100) {
            case 2 -> new Ok();
            case 4 -> new Rejected(reason);
            // What a program says of its own failure isn't meant for users.
            default -> new Failed();
          };
    };
  }

  /** Whatever the media type says: many handlers don't set one. */
  private static Optional<JsonObject> json(byte[] body) {
    try {
      return JsonReader.read(body, JsonLimits.DEFAULT) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonRefused e) {
      return Optional.empty();
    }
  }

  private static Optional<String> reason(JsonObject body) {
    return Stream.of("reason", "message", "error")
        .flatMap(name -> string(body, name).flatMap(ReasonText::of).stream())
        .findFirst();
  }

  private static Optional<String> string(JsonObject body, String name) {
    return body.find(name)
        .flatMap(
            value ->
                value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
  }

  private static Optional<String> text(String contentType, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String type = contentType.toLowerCase(Locale.ROOT).strip();
    // Handlers that answer a mere text seldom say so. Markup would be shown as it stands.
    boolean isPlain =
        type.isEmpty()
            ? !text.stripLeading().startsWith("<")
            : type.matches("text/plain\\s*(;.*)?");
    return isPlain ? ReasonText.of(text) : Optional.empty();
  }

  private static Optional<Duration> seconds(String retryAfter) {
    return retryAfter.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
        : Optional.empty();
  }
}
