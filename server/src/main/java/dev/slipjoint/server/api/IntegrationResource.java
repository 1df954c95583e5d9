package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.installation.Enabled;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.platform.installation.ListedInstallation;
import dev.slipjoint.platform.installation.Update;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.protocol.EnableRequest;
import dev.slipjoint.protocol.IntegrationAnswer;
import dev.slipjoint.protocol.TokenAnswer;
import dev.slipjoint.protocol.UpdateRequest;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * The desk for integrations on sites, and the one for integrations on teams. Source:
 * docs/reference/wire.md.
 */
public final class IntegrationResource {
  private final TargetPath path;
  private final SlugPath slugs;
  private final Installations installations;
  private final Bodies bodies;
  private final boolean mirrorsContext;

  /**
   * Serves one kind of target.
   *
   * @param mirrorsContext whether a context's members also stand beside {@code config}
   */
  public IntegrationResource(
      TargetPath path, Installations installations, Bodies bodies, boolean mirrorsContext) {
    this.path = path;
    this.slugs = new SlugPath(path, installations);
    this.installations = installations;
    this.bodies = bodies;
    this.mirrorsContext = mirrorsContext;
  }

  void list(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    Page page = Page.of(request);
    List<ListedInstallation> found =
        installations.list(caller, path.target(request), page.after(), page.limit() + 1);
    List<ListedInstallation> shown = found.subList(0, Math.min(found.size(), page.limit()));
    if (shown.size() < found.size()) {
      String last = shown.getLast().integration().slug().value();
      response.header(HeaderNames.LINK, page.linkAfter(request.path().rawPath(), last));
    }
    Answers.json(response, 200, new JsonArray(shown.stream().map(ListAnswer::of).toList()));
  }

  void read(ServerRequest request, ServerResponse response) {
    Installation found =
        installations.read(
            Guard.caller(request), path.target(request), slugs.slug(request, Right.READ));
    Answers.text(response, 200, answer(found));
  }

  void enable(ServerRequest request, ServerResponse response) {
    try (Bodies.Body body = bodies.of(request)) {
      Enabled enabled =
          installations.enable(
              Guard.caller(request),
              path.target(request),
              slugs.slug(request, Right.ENABLE),
              () -> new Context(EnableRequest.from(body.object()).config()));
      Answers.json(response, 201, new TokenAnswer(enabled.token().reveal()).toJson());
    }
  }

  void update(ServerRequest request, ServerResponse response) {
    try (Bodies.Body body = bodies.of(request)) {
      installations.update(
          Guard.caller(request),
          path.target(request),
          slugs.slug(request, Right.WRITE),
          () -> update(body.object()));
    }
    Answers.nothing(response);
  }

  void disable(ServerRequest request, ServerResponse response) {
    installations.disable(
        Guard.caller(request), path.target(request), slugs.slug(request, Right.DISABLE));
    Answers.nothing(response);
  }

  private Update update(JsonObject body) {
    UpdateRequest asked =
        switch (path) {
          case SITE -> UpdateRequest.ofSite(body);
          case TEAM -> UpdateRequest.ofTeam(body);
        };
    return new Update(
        asked.config().map(Context::new),
        asked.hasBuildHookEnabled(),
        asked.hasConnectorsEnabled());
  }

  private String answer(Installation it) {
    String config = it.context().text();
    boolean buildHook = it.switches().buildHook();
    Optional<Boolean> connectors =
        path == TargetPath.TEAM ? Optional.of(it.switches().connectors()) : Optional.empty();
    return mirrorsContext
        ? IntegrationAnswer.mirroredText(config, buildHook, connectors)
        : IntegrationAnswer.text(config, buildHook, connectors);
  }
}
