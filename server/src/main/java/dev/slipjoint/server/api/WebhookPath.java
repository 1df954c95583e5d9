package dev.slipjoint.server.api;

import dev.slipjoint.platform.event.Webhooks;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import io.helidon.webserver.http.ServerRequest;

/** The first words of a path to webhooks: whose they are. */
public enum WebhookPath {
  /** {@code /team/{teamId}/webhooks}. */
  TEAM("/team/{teamId}/webhooks"),
  /** {@code /integrations/{slug}/webhooks}. */
  INTEGRATION("/integrations/{slug}/webhooks");

  private final String template;

  WebhookPath(String template) {
    this.template = template;
  }

  /** The path's template. */
  String template() {
    return template;
  }

  /** Whom the path names; what can't be spelled so is refused like what isn't there. */
  EndpointOwner owner(ServerRequest request, Webhooks webhooks) {
    return switch (this) {
      case TEAM -> team(TargetPath.TEAM.target(request));
      case INTEGRATION -> integration(request, webhooks);
    };
  }

  private static EndpointOwner team(Target target) {
    return switch (target) {
      case Target.Team team -> new EndpointOwner.OfTeam(team.id());
      case Target.Site site -> throw new IllegalStateException("A team's path named a site");
    };
  }

  private static EndpointOwner integration(ServerRequest request, Webhooks webhooks) {
    String text = request.path().pathParameters().get("slug");
    try {
      return new EndpointOwner.OfIntegration(new Slug(text));
    } catch (IllegalArgumentException e) {
      throw webhooks.unknown(Guard.caller(request), Echo.of(text));
    }
  }
}
