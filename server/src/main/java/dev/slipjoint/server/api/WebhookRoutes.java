package dev.slipjoint.server.api;

import static io.helidon.http.Method.DELETE;
import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.POST;
import static io.helidon.http.Method.PUT;

import dev.slipjoint.platform.event.Webhooks;
import java.util.List;
import java.util.stream.Stream;

/** The routes of webhooks, which are the same for teams and for integrations. */
public final class WebhookRoutes {

  private WebhookRoutes() {}

  /** The routes in reading order. */
  public static List<Route> all(Webhooks webhooks, Bodies bodies) {
    return Stream.of(WebhookPath.values())
        .flatMap(
            it ->
                of(
                    it.template(),
                    new WebhookResource(it, webhooks, bodies),
                    new DeliveryResource(it, webhooks, bodies)))
        .toList();
  }

  private static Stream<Route> of(
      String all, WebhookResource webhooks, DeliveryResource deliveries) {
    String one = all + "/{webhookId}";
    return Stream.of(
        new Route(GET, all, webhooks::list),
        new Route(POST, all, webhooks::create),
        new Route(GET, one, webhooks::read),
        new Route(PUT, one, webhooks::change),
        new Route(DELETE, one, webhooks::remove),
        new Route(POST, one + "/rotate-secret", webhooks::rotate),
        new Route(POST, one + "/resume", webhooks::resume),
        new Route(POST, one + "/test", webhooks::test),
        new Route(GET, one + "/deliveries", deliveries::list),
        new Route(POST, one + "/deliveries/{deliveryId}/redeliver", deliveries::redeliver),
        new Route(POST, one + "/redeliver", deliveries::redeliverRange));
  }
}
