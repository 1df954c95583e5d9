package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import io.helidon.webserver.http.ServerRequest;

/** What comes first in the path of all that is about one installation. */
record InstallationPath(TargetPath path, Installations installations) {

  Target target(ServerRequest request) {
    return path.target(request);
  }

  /**
   * The slug. What is spelled as none can be is refused like one that nobody has: after the caller
   * was judged.
   */
  Slug slug(ServerRequest request, Right right) {
    String text = request.path().pathParameters().get("slug");
    try {
      return new Slug(text);
    } catch (IllegalArgumentException e) {
      throw installations.unknown(Guard.caller(request), target(request), right, Echo.of(text));
    }
  }
}
