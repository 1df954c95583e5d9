package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.installation.Operations;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.nouns.OperationId;
import dev.slipjoint.platform.nouns.PlatformException.OperationNotFound;
import dev.slipjoint.protocol.ReasonText;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * The desk at which operations are asked after, and at which an integration says how one ends that
 * it has accepted. Source: docs/reference/wire.md, «Operations».
 */
public final class OperationResource {
  private final Operations operations;
  private final Bodies bodies;

  /** Serves. */
  public OperationResource(Operations operations, Bodies bodies) {
    this.operations = operations;
    this.bodies = bodies;
  }

  void read(ServerRequest request, ServerResponse response) {
    answer(response, operations.find(Guard.caller(request), id(request)));
  }

  void confirm(ServerRequest request, ServerResponse response) {
    answer(response, operations.confirm(Guard.caller(request), id(request)));
  }

  void reject(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    try (Bodies.Body body = bodies.of(request)) {
      answer(response, operations.reject(caller, id(request), () -> reason(body.object())));
    }
  }

  private static String reason(JsonObject body) {
    JsonValue reason = body.find("reason").orElse(JsonLiteral.NULL);
    return switch (reason) {
      case JsonString text -> ReasonText.of(text.value()).orElse("");
      case JsonLiteral literal when literal == JsonLiteral.NULL -> "";
      default ->
          throw new JsonRefused(
              JsonRefused.Reason.WRONG_TYPE, "/reason", "\"reason\" must be a string.");
    };
  }

  private static OperationId id(ServerRequest request) {
    Guard.caller(request);
    String text = request.path().pathParameters().get("operationId");
    try {
      return new OperationId(text);
    } catch (IllegalArgumentException e) {
      throw new OperationNotFound(Echo.of(text));
    }
  }

  private static void answer(ServerResponse response, Operation operation) {
    OperationAnswers.send(response, 200, operation, Optional.empty());
  }
}
