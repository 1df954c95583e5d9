package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.event.EndpointRequest;
import dev.slipjoint.platform.event.MadeEndpoint;
import dev.slipjoint.platform.event.Webhooks;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.protocol.WebhookRequest;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.protocol.json.JsonRefused.Reason;
import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.EnumSet;
import java.util.Set;

/**
 * The desk for teams' webhooks, and the one for integrations'. Source: docs/reference/wire.md,
 * «Webhooks».
 */
public final class WebhookResource {
  private final WebhookPath path;
  private final Webhooks webhooks;
  private final Bodies bodies;

  /** Serves one kind of owner. */
  public WebhookResource(WebhookPath path, Webhooks webhooks, Bodies bodies) {
    this.path = path;
    this.webhooks = webhooks;
    this.bodies = bodies;
  }

  void list(ServerRequest request, ServerResponse response) {
    Answers.json(
        response,
        200,
        new JsonArray(
            webhooks.list(Guard.caller(request), owner(request)).stream()
                .<JsonValue>map(WebhookAnswers::of)
                .toList()));
  }

  void create(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    try (Bodies.Body body = bodies.of(request)) {
      MadeEndpoint made = webhooks.create(caller, owner(request), () -> asked(body));
      String location = request.path().rawPath() + "/" + made.endpoint().id();
      response.header(HeaderNames.LOCATION, location);
      Answers.json(response, 201, WebhookAnswers.of(made.endpoint(), made.secret()));
    }
  }

  void read(ServerRequest request, ServerResponse response) {
    Answers.json(
        response,
        200,
        WebhookAnswers.of(webhooks.read(Guard.caller(request), owner(request), id(request))));
  }

  void change(ServerRequest request, ServerResponse response) {
    Caller caller = Guard.caller(request);
    try (Bodies.Body body = bodies.of(request)) {
      Answers.json(
          response,
          200,
          WebhookAnswers.of(
              webhooks.change(caller, owner(request), id(request), () -> asked(body))));
    }
  }

  void remove(ServerRequest request, ServerResponse response) {
    webhooks.remove(Guard.caller(request), owner(request), id(request));
    Answers.nothing(response);
  }

  void rotate(ServerRequest request, ServerResponse response) {
    MadeEndpoint made = webhooks.rotate(Guard.caller(request), owner(request), id(request));
    Answers.json(response, 200, WebhookAnswers.of(made.endpoint(), made.secret()));
  }

  void resume(ServerRequest request, ServerResponse response) {
    Answers.json(
        response,
        200,
        WebhookAnswers.of(webhooks.resume(Guard.caller(request), owner(request), id(request))));
  }

  void test(ServerRequest request, ServerResponse response) {
    Answers.json(
        response,
        202,
        WebhookAnswers.of(webhooks.test(Guard.caller(request), owner(request), id(request))));
  }

  private EndpointOwner owner(ServerRequest request) {
    return path.owner(request, webhooks);
  }

  static String id(ServerRequest request) {
    return Echo.of(request.path().pathParameters().get("webhookId"));
  }

  private static EndpointRequest asked(Bodies.Body body) {
    WebhookRequest request = WebhookRequest.from(body.object());
    return new EndpointRequest(request.url(), request.description(), types(request));
  }

  private static Set<EventType> types(WebhookRequest request) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (int i = 0; i < request.types().size(); i++) {
      String pointer = "/types/" + i;
      types.add(
          EventType.ofWireName(request.types().get(i))
              .orElseThrow(
                  () -> new JsonRefused(Reason.WRONG_TYPE, pointer, "This is no type of event.")));
    }
    return types;
  }
}
