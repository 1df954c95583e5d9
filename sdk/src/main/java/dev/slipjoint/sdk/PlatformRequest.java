package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonObject;
import java.util.Optional;

/**
 * One thing that the platform is asked for.
 *
 * @param patient whether the platform may well take longer than with other requests, because it
 *     asks an integration itself
 */
record PlatformRequest(
    String method, String path, String token, Optional<JsonObject> body, boolean patient) {

  PlatformRequest(String method, String path, String token, Optional<JsonObject> body) {
    this(method, path, token, body, false);
  }

  PlatformRequest patiently() {
    return new PlatformRequest(method, path, token, body, true);
  }

  /** Whether asking twice does no more than asking once, so that it may be asked again. */
  boolean isIdempotent() {
    return switch (method) {
      case "GET", "PUT", "DELETE" -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
