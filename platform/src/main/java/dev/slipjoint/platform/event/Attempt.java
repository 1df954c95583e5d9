package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.store.Transaction;
import java.time.Instant;
import java.util.Optional;

/** What there is to do for a delivery. */
sealed interface Attempt {

  /** A message to be sent. */
  record Send(Endpoint endpoint, Instant signedAt, WebhookMessage message) implements Attempt {}

  /** Nothing can be sent, now or ever. */
  record Impossible(DeliveryError why) implements Attempt {}

  /** Makes ready whatever can be sent. */
  static Attempt at(Transaction tx, Messages messages, Delivery delivery, Endpoint endpoint) {
    Instant signedAt = Messages.signingTime(delivery, tx.now());
    return tx.events()
        .find(delivery.eventTeam(), delivery.event())
        .<Attempt>map(
            event ->
                messages
                    .of(endpoint, event, signedAt, tx.now())
                    .<Attempt>map(it -> new Send(endpoint, signedAt, it))
                    .orElseGet(() -> new Impossible(DeliveryError.SECRET_UNREADABLE)))
        .orElseGet(() -> new Impossible(DeliveryError.EVENT_FORGOTTEN));
  }

  /** The delivery after this attempt. */
  static Delivery attempted(Delivery delivery, Send sent, Outcome outcome) {
    return delivery.attempted(sent.signedAt(), outcome.status(), outcome.error());
  }

  /** The delivery that a task is about, with its endpoint, unless there is nothing left to do. */
  static Optional<Open> open(Transaction tx, Optional<Delivery> found) {
    return found
        .filter(it -> !it.isOver())
        .flatMap(it -> tx.endpoints().find(it.endpoint()).map(to -> new Open(it, to)));
  }

  /** A delivery that isn't over, and where it goes. */
  record Open(Delivery delivery, Endpoint endpoint) {}
}
