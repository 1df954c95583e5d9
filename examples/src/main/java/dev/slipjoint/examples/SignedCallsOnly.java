package dev.slipjoint.examples;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationSettings;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.util.Map;

/** Takes only calls that the platform has signed, so that no user's token ever comes here. */
public final class SignedCallsOnly {

  private SignedCallsOnly() {}

  /** Serves the integration. */
  public static void main(String[] args) {
    // begin: settings
    var settings = IntegrationSettings.fromEnvironment().withSignedCallsOnly(true);
    var integration = new NetlifyIntegration(settings);
    // end: settings
    define(integration);
    integration.serve();
  }

  /** What the integration does. */
  public static void define(NetlifyIntegration integration) {
    // begin: shown
    integration.addApiHandler(
        "who-function",
        (event, context) -> {
          var user = context.caller().orElseThrow().user();
          var call = context.callId().orElseThrow();
          return HandlerResponse.json(Map.of("user", user, "site", context.siteId(), "call", call));
        });
    // end: shown
  }
}
