package dev.slipjoint.examples;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.util.Map;

/** Adds logic of its own to enabling and disabling; the authentication comes without a line. */
public final class CustomiseEnabling {

  private CustomiseEnabling() {}

  /** Serves the integration. */
  public static void main(String[] args) {
    var integration = new NetlifyIntegration();
    define(integration);
    integration.serve();
  }

  /** What the integration does. */
  public static void define(NetlifyIntegration integration) {
    // begin: shown
    integration.onEnable( // runs after it is enabled
        (event, context) -> {
          var client = context.client();
          client.updateSiteIntegration(context.siteId(), Map.of("greeting", "hello"));
          return HandlerResponse.ok();
        });
    integration.onDisable( // runs before it is disabled, while the context is still there
        (event, context) -> {
          var was = context.client().getSiteIntegration(context.siteId()).context();
          return was.find("locked").isPresent()
              ? HandlerResponse.status(423).withBody("Unlock it first.")
              : HandlerResponse.ok();
        });
    // end: shown
  }
}
