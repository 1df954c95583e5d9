package dev.slipjoint.examples;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.util.Map;

/** Sets the context of a site. */
public final class SetForSite {

  private SetForSite() {}

  /** Serves the integration. */
  public static void main(String[] args) {
    var integration = new NetlifyIntegration();
    define(integration);
    integration.serve();
  }

  /** What the integration does. */
  public static void define(NetlifyIntegration integration) {
    // begin: shown
    integration.addApiHandler(
        "cool-function",
        (event, context) -> {
          var client = context.client();
          client.updateSiteIntegration(context.siteId(), Map.of("custom_field", "custom_value"));
          return HandlerResponse.status(200);
        });
    // end: shown
  }
}
