package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.store.Store;
import java.util.Optional;
import java.util.function.Function;

/**
 * What has to do with telling endpoints of events, put together.
 *
 * @param deliveries what runs the deliveries' tasks
 * @param probes what runs the probes' tasks
 */
public record Telling(Webhooks webhooks, Deliveries deliveries, Probes probes) {

  /**
   * Puts them together.
   *
   * @param objection why a URL can't be an endpoint's, as a sentence; empty if it can
   */
  public static Telling over(
      Store store,
      Access access,
      Events events,
      EndpointSecrets secrets,
      WebhookSender sender,
      WebhookTimes times,
      Function<String, Optional<String>> objection) {
    return new Telling(
        new Webhooks(store, access, secrets, events, times, objection),
        new Deliveries(store, events, secrets, sender, times),
        new Probes(store, events, secrets, sender, times));
  }
}
