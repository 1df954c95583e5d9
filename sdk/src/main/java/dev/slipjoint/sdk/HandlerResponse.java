package dev.slipjoint.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a handler answers. A value: the {@code with} methods give a changed copy.
 *
 * @param status the HTTP status, 200 to 599
 * @param headers by lower-case name
 * @param body the text that is sent in UTF-8, if there is one
 */
public record HandlerResponse(
    int status, Map<String, List<String>> headers, Optional<String> body) {

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the status is not 200 to 599, or a header can't be sent as
   *     it is: a line break in one would end the headers early
   */
  public HandlerResponse {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("A status must be 200 to 599, not " + status);
    }
    Map<String, List<String>> copy = new TreeMap<>();
    headers.forEach(
        (name, values) ->
            copy.merge(checkedName(name), checkedValues(name, values), HandlerResponse::joined));
    headers = Collections.unmodifiableMap(copy);
  }

  /** A status and nothing else. */
  public static HandlerResponse status(int status) {
    return new HandlerResponse(status, Map.of(), Optional.empty());
  }

  /** 200 and nothing else. */
  public static HandlerResponse ok() {
    return status(200);
  }

  /** 200 and a text, sent as {@code text/plain}. */
  public static HandlerResponse text(String text) {
    return ok().withHeader("content-type", "text/plain; charset=utf-8").withBody(text);
  }

  /**
   * 200 and JSON: of a map, a record, a list, a plain value or exact JSON.
   *
   * @throws IllegalArgumentException if the value can't be written as JSON
   */
  public static HandlerResponse json(@Nullable Object value) {
    return ok().withHeader("content-type", "application/json").withBody(Json.text(value));
  }

  /** The same with another status. */
  public HandlerResponse withStatus(int status) {
    return new HandlerResponse(status, headers, body);
  }

  /** The same with another body; the content type stays. */
  public HandlerResponse withBody(String body) {
    return new HandlerResponse(status, headers, Optional.of(body));
  }

  /** The same with one more value of that header, except that a second content type replaces it. */
  public HandlerResponse withHeader(String name, String value) {
    Map<String, List<String>> more = new TreeMap<>(headers);
    String key = name.toLowerCase(Locale.ROOT);
    if (key.equals("content-type")) {
      more.remove(key);
    }
    more.merge(key, List.of(value), HandlerResponse::joined);
    return new HandlerResponse(status, more, body);
  }

  byte[] bodyBytes() {
    return body.orElse("").getBytes(StandardCharsets.UTF_8);
  }

  /** Headers and body stay out of logs. */
  @Override
  public String toString() {
    return "HandlerResponse[status=" + status + "]";
  }

  private static String checkedName(String name) {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("This is no name of a header");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> checkedValues(String name, List<String> values) {
    if (!values.stream().allMatch(value -> HEADER_VALUE.matcher(value).matches())) {
      throw new IllegalArgumentException(
          "The header " + name + " holds a line break or another character that can't be sent");
    }
    return List.copyOf(values);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
