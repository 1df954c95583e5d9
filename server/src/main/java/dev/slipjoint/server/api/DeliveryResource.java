package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.event.DeliveryRange;
import dev.slipjoint.platform.event.Redelivered;
import dev.slipjoint.platform.event.Webhooks;
import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.protocol.RedeliverRequest;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The desk at which it is asked what became of telling a webhook, and told again. Source:
 * docs/reference/wire.md, «Webhooks».
 */
public final class DeliveryResource {
  private final WebhookPath path;
  private final Webhooks webhooks;
  private final Bodies bodies;

  /** Serves one kind of owner. */
  public DeliveryResource(WebhookPath path, Webhooks webhooks, Bodies bodies) {
    this.path = path;
    this.webhooks = webhooks;
    this.bodies = bodies;
  }

  void list(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    Page page = Page.ofDeliveries(request);
    Optional<String> after = Optional.of(page.after()).filter(it -> !it.isEmpty());
    List<Delivery> found =
        webhooks.deliveries(
            caller, owner(request), WebhookResource.id(request), after, page.limit() + 1);
    List<Delivery> shown = found.subList(0, Math.min(found.size(), page.limit()));
    if (shown.size() < found.size()) {
      String link = page.linkAfter(request.path().rawPath(), shown.getLast().id());
      response.header(HeaderNames.LINK, link);
    }
    List<JsonValue> listed = shown.stream().<JsonValue>map(WebhookAnswers::of).toList();
    Answers.json(response, 200, new JsonArray(listed));
  }

  void redeliver(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    String delivery = Echo.of(request.path().pathParameters().get("deliveryId"));
    Delivery again =
        webhooks.redeliver(caller, owner(request), WebhookResource.id(request), delivery);
    Answers.json(response, 202, WebhookAnswers.of(again));
  }

  void redeliverRange(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    try (Bodies.Body body = bodies.of(request)) {
      Redelivered again =
          webhooks.redeliver(
              caller, owner(request), WebhookResource.id(request), () -> range(body.object()));
      JsonObject.Builder answer = JsonObject.builder().put("redelivered", again.count());
      again.next().map(Instant::toString).ifPresent(it -> answer.put("next", it));
      Answers.json(response, 202, answer.build());
    }
  }

  private static DeliveryRange range(JsonObject body) {
    RedeliverRequest asked = RedeliverRequest.from(body);
    return new DeliveryRange(asked.since(), asked.until());
  }

  private EndpointOwner owner(ServerRequest request) {
    return path.owner(request, webhooks);
  }
}
