package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.installation.Begun;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.platform.installation.Operations;
import dev.slipjoint.platform.nouns.Context;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.protocol.EnableRequest;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/**
 * The desk at which enabling and disabling begin that ask the integration. Source:
 * docs/reference/wire.md, «Operations».
 */
public final class LifecycleResource {
  private final TargetPath path;
  private final SlugPath slugs;
  private final Operations operations;
  private final Bodies bodies;
  private final Duration wait;

  /**
   * Serves one kind of target.
   *
   * @param wait how long to wait for an outcome before answering without one
   */
  public LifecycleResource(
      TargetPath path,
      Installations installations,
      Operations operations,
      Bodies bodies,
      Duration wait) {
    this.path = path;
    this.slugs = new SlugPath(path, installations);
    this.operations = operations;
    this.bodies = bodies;
    this.wait = wait;
  }

  void enable(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    Begun begun;
    try (Bodies.Body body = bodies.of(request)) {
      begun =
          operations.enable(
              caller,
              path.target(request),
              slugs.slug(request, Right.ENABLE),
              () -> new Context(EnableRequest.from(body.object()).config()));
    }
    answer(response, caller, begun);
  }

  void disable(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    Begun begun;
    try (Bodies.Body body = bodies.of(request)) {
      begun =
          operations.disable(
              caller,
              path.target(request),
              slugs.slug(request, Right.DISABLE),
              () -> isForced(body.object()));
    }
    answer(response, caller, begun);
  }

  private static boolean isForced(JsonObject body) {
    JsonValue force = body.find("force").orElse(JsonLiteral.FALSE);
    if (force != JsonLiteral.TRUE && force != JsonLiteral.FALSE) {
      throw new JsonRefused(
          JsonRefused.Reason.WRONG_TYPE, "/force", "\"force\" must be true or false.");
    }
    return force == JsonLiteral.TRUE;
  }

  private void answer(ServerResponse response, Caller caller, Begun begun) {
    Operation operation =
        begun.operation().phase().isOver()
            ? begun.operation()
            : operations.await(caller, begun.operation(), wait);
    int status = operation.phase().isOver() ? 200 : 202;
    OperationAnswers.send(response, status, operation, begun.token());
  }
}
