package dev.slipjoint.server.api;

import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.server.edge.Connections;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Tells load balancers and supervisors how the server is. */
public final class HealthResource {
  private final Store store;
  private final Connections connections;

  /** Looks at the store and at whether the server is on its way out. */
  public HealthResource(Store store, Connections connections) {
    this.store = store;
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
    } else if (storeAnswers()) {
      answer(response, 200, "ready");
    } else {
      answer(response, 503, "store unavailable");
    }
  }

  private boolean storeAnswers() {
    try {
      store.read(tx -> tx.users().isEmpty());
      return true;
    } catch (PlatformException.StoreUnavailable e) {
      return false;
    }
  }

  private static void answer(ServerResponse response, int status, String word) {
    Answers.json(response, status, JsonObject.builder().put("status", word).build());
  }
}
