package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Callers;
import dev.slipjoint.platform.access.Introduction;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.CallerAnswer;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The desk at which callers ask who they are. Source: docs/reference/wire.md, «Caller». */
public final class CallerResource {
  private final Callers callers;

  /** Serves. */
  public CallerResource(Callers callers) {
    this.callers = callers;
  }

  void introduce(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    Optional<Slug> slug = parameter(request, "slug").map(CallerResource::slug);
    List<Target> targets =
        Stream.of(
                parameter(request, "siteId").map(TargetPath.SITE::of),
                parameter(request, "teamId").map(TargetPath.TEAM::of))
            .flatMap(Optional::stream)
            .toList();
    Introduction who = callers.introduce(caller, slug, targets);
    Answers.json(response, 200, answer(who).toJson());
  }

  private static Optional<String> parameter(ServerRequest request, String name) {
    return request.query().first(name).asOptional().filter(it -> !it.isEmpty());
  }

  private static Slug slug(String text) {
    try {
      return new Slug(text);
    } catch (IllegalArgumentException e) {
      throw new IntegrationNotFound(Echo.of(text));
    }
  }

  private static CallerAnswer answer(Introduction who) {
    String kind =
        switch (who.grant()) {
          case Grant.ForUser user -> "user";
          case Grant.ForInstallation installation -> "installation";
          case Grant.ForCall call -> call.byInstallation() ? "installation" : "user";
        };
    return new CallerAnswer(kind, who.grant().user().value(), who.role().map(Role::wireName));
  }
}
