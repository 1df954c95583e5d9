package dev.slipjoint.server.api;

import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.server.edge.Connections;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;

/** Tells load balancers and supervisors how the server is. */
public final class HealthResource {
  private final BooleanSupplier storeAnswers;
  private final Connections connections;

  /**
   * Looks at the store and at whether the server is on its way out.
   *
   * @param storeAnswers whether the store can be read and written now
   */
  public HealthResource(BooleanSupplier storeAnswers, Connections connections) {
    this.storeAnswers = storeAnswers;
    this.connections = connections;
  }

  /** The process runs. */
  void live(ServerRequest request, ServerResponse response) {
    answer(response, 200, "live");
  }

  /** Requests are welcome: the store answers, and the server isn't stopping. */
  void ready(ServerRequest request, ServerResponse response) {
    if (connections.isDraining()) {
      answer(response, 503, "stopping");
    } else if (storeAnswers.getAsBoolean()) {
      answer(response, 200, "ready");
    } else {
      answer(response, 503, "store unavailable");
    }
  }

  private static void answer(ServerResponse response, int status, String word) {
    Answers.json(response, status, JsonObject.builder().put("status", word).build());
  }
}
