package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonObject;
import java.util.Optional;

/** One thing that the platform is asked for. */
record PlatformRequest(String method, String path, String token, Optional<JsonObject> body) {

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
