package dev.slipjoint.examples;

import dev.slipjoint.sdk.EnableResult;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import java.net.URI;
import java.time.Duration;

/** Answers enabling with what a third party says: yes, later, or no. */
public final class AnswerEnabling {

  private AnswerEnabling() {}

  /** A third party with an account for each site. */
  @FunctionalInterface
  public interface Accounts {

    /** How a site's account is. */
    enum State {
      /** It is there. */
      OPEN,
      /** It is being made, which takes hours. */
      BEING_MADE,
      /** Nobody could look. */
      BUSY,
      /** There can't be one. */
      NONE_LEFT,
      /** The user has to sign in again. */
      SIGNED_OUT
    }

    /** Opens an account for a site that has none. */
    State open(String siteId);
  }

  /** Serves the integration. */
  public static void main(String[] args) {
    var integration = new NetlifyIntegration();
    define(integration, siteId -> Accounts.State.OPEN);
    integration.serve();
  }

  /** What the integration does. */
  public static void define(NetlifyIntegration integration, Accounts accounts) {
    // begin: shown
    integration.onEnable(
        (event, context) ->
            switch (accounts.open(context.siteId())) {
              case OPEN -> EnableResult.ok();
              case BEING_MADE -> EnableResult.accepted(); // is confirmed later
              case BUSY -> EnableResult.retryLater(Duration.ofMinutes(1), "We are busy.");
              case NONE_LEFT -> EnableResult.reject("Your plan has no account left.");
              case SIGNED_OUT -> EnableResult.reauth("Sign in to your account again.");
            });
    // end: shown
  }

  // begin: later
  /** What {@code onEnable} answered «accepted» to is done. */
  static void accountIsMade(URI platform, String installationToken, String operationId) {
    var client = new NetlifyIntegrationClient(platform, "cool-integration", installationToken);
    client.confirmOperation(operationId);
  }
  // end: later
}
