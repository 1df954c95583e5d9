package dev.slipjoint.examples;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.util.Map;

/** Retrieves the contexts of a site and of its team: one as a record, one as JSON. */
public final class RetrieveBoth {

  private RetrieveBoth() {}

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
          var onSite =
              client.getSiteIntegration(context.siteId()).context(CoolContext.class).customField();
          var onTeam = client.getTeamIntegration(context.teamId()).context().string("custom_field");
          return HandlerResponse.json(Map.of("site", onSite, "team", onTeam));
        });
    // end: shown
  }

  record CoolContext(@JsonProperty("custom_field") String customField) {}
}
