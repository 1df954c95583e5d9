package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The request that a handler answers.
 *
 * <p>Tests and adapters of other hosts make one with {@link #builder}; {@link
 * NetlifyIntegration#handle} takes it.
 */
public final class HandlerEvent {
  private final String httpMethod;
  private final String rawUrl;
  private final String path;
  private final Map<String, List<String>> query;
  private final Map<String, List<String>> headers;
  private final Optional<byte[]> body;

  private HandlerEvent(Builder from, String path) {
    this.httpMethod = from.httpMethod;
    this.rawUrl = from.rawUrl;
    this.path = path;
    this.query = from.query;
    this.headers = unmodifiable(from.headers);
    this.body = from.body;
  }

  private HandlerEvent(HandlerEvent from, String path) {
    this.httpMethod = from.httpMethod;
    this.rawUrl = from.rawUrl;
    this.path = path;
    this.query = from.query;
    this.headers = from.headers;
    this.body = from.body;
  }

  /**
   * Starts an event of that method and URL, such as {@code POST} and {@code
   * /api/cool-function?siteId=site-www}; the URL may name a host, too.
   *
   * @throws IllegalArgumentException if the URL can't be one
   */
  public static Builder builder(String httpMethod, String url) {
    return new Builder(httpMethod, url);
  }

  /** The method as it was sent: {@code GET}, {@code POST}, … */
  public String httpMethod() {
    return httpMethod;
  }

  /** The URL as it was sent. */
  public String rawUrl() {
    return rawUrl;
  }

  /**
   * The path as it was sent (nothing is decoded). What a handler gets begins with its own name:
   * {@code /cool-function/and/the/rest}.
   */
  public String path() {
    return path;
  }

  /** All headers, by lower-case name. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first header of that name, in whatever case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** All parameters of the query, decoded. */
  public Map<String, List<String>> query() {
    return query;
  }

  /** The first parameter of that name in the query. */
  public Optional<String> query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The body as UTF-8 text, if there is one. */
  public Optional<String> body() {
    return body.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The body's bytes exactly as they were sent, which is what a signature is made of. */
  public Optional<byte[]> bodyBytes() {
    return body.map(byte[]::clone);
  }

  /**
   * The body as an exact JSON object, whatever its media type says. Where it is none, an exception
   * is thrown that the runtime answers with 400 and a sentence.
   */
  public JsonObject json() {
    try {
      if (JsonReader.read(body.orElse(new byte[0]), JsonLimits.DEFAULT)
          instanceof JsonObject object) {
        return object;
      }
      throw new CallRefused(400, "The body must be a JSON object.");
    } catch (JsonRefused e) {
      throw new CallRefused(400, e);
    }
  }

  /**
   * The body as a value of that type; members that it doesn't know are ignored. Where it is no such
   * JSON, an exception is thrown that the runtime answers with 400 and a sentence.
   */
  public <T> T json(Class<T> type) {
    JsonObject object = json();
    try {
      return Json.read(object, type);
    } catch (JsonRefused e) {
      throw new CallRefused(400, e);
    }
  }

  HandlerEvent withPath(String other) {
    return new HandlerEvent(this, other);
  }

  /** Headers, query and body stay out of logs: tokens may be in them. */
  @Override
  public String toString() {
    return "HandlerEvent[" + httpMethod + " " + path + "]";
  }

  private static Map<String, List<String>> unmodifiable(Map<String, List<String>> lists) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    lists.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return Collections.unmodifiableMap(copy);
  }

  /** Puts an event together. */
  public static final class Builder {
    private final String httpMethod;
    private final String rawUrl;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private Optional<byte[]> body = Optional.empty();

    private Builder(String httpMethod, String url) {
      this.httpMethod = httpMethod;
      this.rawUrl = url;
      URI checked = URI.create(url);
      String sent = url.split("[?#]", 2)[0];
      // "//host/path" is no path of ours, though a URI would take its second half for one.
      this.path =
          sent.startsWith("/") ? sent : Objects.requireNonNullElse(checked.getRawPath(), "");
      this.query = parameters(Objects.requireNonNullElse(checked.getRawQuery(), ""));
    }

    /** Adds a header; a name may stand more than once. */
    public Builder header(String name, String value) {
      headers
          .computeIfAbsent(name.toLowerCase(Locale.ROOT), absent -> new ArrayList<>())
          .add(value);
      return this;
    }

    /** Sets the body to a text. */
    public Builder body(String text) {
      return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the body to bytes. */
    public Builder body(byte[] bytes) {
      body = Optional.of(bytes.clone());
      return this;
    }

    /** The event. */
    public HandlerEvent build() {
      return new HandlerEvent(this, path);
    }

    private static Map<String, List<String>> parameters(String rawQuery) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      for (String pair : rawQuery.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (!pair.isEmpty()) {
          all.computeIfAbsent(decoded(parts[0]), absent -> new ArrayList<>())
              .add(parts.length == 2 ? decoded(parts[1]) : "");
        }
      }
      return unmodifiable(all);
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }
}
