package dev.slipjoint.server.edge;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Lets only plain paths in. Nothing of ours has a character that a URL must escape, so an escape, a
 * dot segment, an empty segment or a path parameter is never a second spelling of something else.
 */
public final class PathGuard implements Handler {
  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String path = request.prologue().uriPath().rawPath();
    if (!isPlain(path)) {
      throw new EdgeException.BadPath();
    }
    response.next();
  }

  /** Whether a path has one spelling only: as it is. */
  public static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!isPlain(path.charAt(i))) {
        return false;
      }
    }
    return path.startsWith("/") && !path.contains("//") && !hasDotSegment(path);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '-' && c <= '9') // with a dot and a slash
        || c == '_'
        || c == '~';
  }

  private static boolean hasDotSegment(String path) {
    if (!path.contains("/.")) {
      return false; // as nearly all
    }
    String closed = path + "/";
    return closed.contains("/./") || closed.contains("/../");
  }
}
