package dev.slipjoint.server.api;

import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import io.helidon.webserver.http.ServerRequest;

/** The first two words of a path: a site's or a team's. */
public enum TargetPath {
  /** {@code /site/{siteId}}. */
  SITE("site", "siteId"),
  /** {@code /team/{teamId}}. */
  TEAM("team", "teamId");

  private final String word;
  private final String parameter;

  TargetPath(String word, String parameter) {
    this.word = word;
    this.parameter = parameter;
  }

  /** The path's template. */
  String template() {
    return "/" + word + "/{" + parameter + "}";
  }

  /**
   * The target that the path names.
   *
   * @throws TargetNotFound if it is spelled as no target can be
   */
  Target target(ServerRequest request) {
    return of(request.path().pathParameters().get(parameter));
  }

  Target of(String id) {
    try {
      return switch (this) {
        case SITE -> new Target.Site(new SiteId(id));
        case TEAM -> new Target.Team(new TeamId(id));
      };
    } catch (IllegalArgumentException e) {
      throw new TargetNotFound(word + " " + Echo.of(id));
    }
  }
}
