package dev.slipjoint.server.edge;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.regex.Pattern;

/**
 * Lets only plain paths in. Nothing of ours has a character that a URL must escape, so an escape, a
 * dot segment, an empty segment or a path parameter is never a second spelling of something else.
 */
public final class PathGuard implements Handler {
  private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._~/-]*");

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
    return PLAIN.matcher(path).matches() && !path.contains("//") && !hasDotSegment(path + "/");
  }

  private static boolean hasDotSegment(String path) {
    return path.contains("/./") || path.contains("/../");
  }
}
