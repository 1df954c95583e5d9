package dev.slipjoint.examples;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;

/** Sets the context of a team, with a record as the context. */
public final class SetForTeam {

  private SetForTeam() {}

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
          client.updateTeamIntegration(context.teamId(), new CoolContext("custom_value"));
          return HandlerResponse.status(200);
        });
    // end: shown
  }

  // begin: context
  record CoolContext(@JsonProperty("custom_field") String customField) {}
  // end: context
}
