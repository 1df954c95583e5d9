package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.protocol.Slug;
import io.helidon.webserver.http.ServerRequest;

/** The first words of a path that names an integration on a site or a team. */
record SlugPath(TargetPath target, Installations installations) {

  /**
   * The integration that the path names. What is spelled as no slug can be is refused like one that
   * nobody has: after the caller was judged.
   *
   * @param right what the caller will need
   */
  Slug slug(ServerRequest request, Right right) {
    String text = request.path().pathParameters().get("slug");
    try {
      return new Slug(text);
    } catch (IllegalArgumentException e) {
      throw installations.unknown(
          Guard.caller(request), target.target(request), right, Echo.of(text));
    }
  }
}
