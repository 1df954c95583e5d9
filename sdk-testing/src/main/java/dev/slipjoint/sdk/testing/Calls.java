package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.sdk.HandlerEvent;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.NetlifyIntegrationClient;

/** How an integration is called, with whose token, and how the platform is looked at. */
record Calls(NetlifyIntegration integration, NetlifyIntegrationClient observer, String token) {

  Calls with(String other) {
    return new Calls(integration, observer, other);
  }

  HandlerResponse post(String handlerAndQuery, String body) {
    HandlerEvent.Builder event =
        HandlerEvent.builder("POST", "/.netlify/functions/handler/" + handlerAndQuery)
            .header(WireHeaders.NETLIFY_TOKEN, token);
    return integration.handle((body.isEmpty() ? event : event.body(body)).build());
  }

  /** The token stays out of logs. */
  @Override
  public String toString() {
    return "Calls[" + integration.slug() + "]";
  }
}
