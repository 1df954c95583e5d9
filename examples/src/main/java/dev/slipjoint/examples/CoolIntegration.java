package dev.slipjoint.examples;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.util.Map;

/**
 * The integration of {@code slipjoint demo}: a handler that sets the context, one that reads it.
 */
public final class CoolIntegration {

  private CoolIntegration() {}

  /** Serves the integration. */
  public static void main(String[] args) {
    var integration = new NetlifyIntegration();
    define(integration);
    integration.serve();
  }

  /** What the integration does. */
  public static void define(NetlifyIntegration integration) {
    integration.addApiHandler(
        "cool-function",
        (event, context) -> {
          var client = context.client();
          client.updateSiteIntegration(context.siteId(), Map.of("custom_field", "custom_value"));
          return HandlerResponse.status(200);
        });
    integration.addApiHandler(
        "team-function",
        (event, context) -> {
          var client = context.client();
          client.updateTeamIntegration(context.teamId(), Map.of("custom_field", "team_value"));
          return HandlerResponse.status(200);
        });
    integration.addApiHandler(
        "read-function",
        (event, context) -> {
          var found = context.client().getSiteIntegration(context.siteId());
          return HandlerResponse.text(found.context().string("custom_field"));
        });
    integration.addApiHandler(
        "both-function",
        (event, context) -> {
          var onSite = context.client().getSiteIntegration(context.siteId()).context();
          var onTeam = context.client().getTeamIntegration(context.teamId()).context();
          return HandlerResponse.json(Map.of("site", onSite, "team", onTeam));
        });
    integration.onEnable((event, context) -> HandlerResponse.text("Thanks for enabling me."));
    integration.onDisable((event, context) -> HandlerResponse.ok());
  }
}
