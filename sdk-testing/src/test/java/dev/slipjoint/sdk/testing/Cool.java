package dev.slipjoint.sdk.testing;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.IntegrationTimeouts;
import dev.slipjoint.sdk.NetlifyIntegration;
import java.time.Duration;

/** The integration of these tests: it has a handler that sets the context where it is called. */
final class Cool {

  private Cool() {}

  static NetlifyIntegration on(TestPlatform platform) {
    var integration = new NetlifyIntegration(platform.settings("cool-integration"));
    integration.addApiHandler(
        "cool-function",
        (event, context) -> {
          var sent = event.body().filter(body -> !body.isEmpty());
          var value = new CoolContext(sent.orElse("custom_value"));
          var client = context.client();
          context
              .optionalSiteId()
              .ifPresentOrElse(
                  id -> client.updateSiteIntegration(id, value),
                  () -> client.updateTeamIntegration(context.teamId(), value));
          return HandlerResponse.status(200);
        });
    return integration;
  }

  /** One that has no patience. */
  static NetlifyIntegration inAHurryOn(TestPlatform platform) {
    Duration request = Duration.ofMillis(300);
    var timeouts = new IntegrationTimeouts(request, request.multipliedBy(2), Duration.ofSeconds(5));
    return new NetlifyIntegration(platform.settings("cool-integration").withTimeouts(timeouts));
  }
}
