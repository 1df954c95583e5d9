package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryState;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointState;
import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.store.Transaction;

/** Puts down that an endpoint is to be told of an event. */
final class Told {

  private Told() {}

  /** Whether it is one of those that the event is for. */
  static boolean isFor(Event event, Endpoint endpoint) {
    return endpoint.state() != EndpointState.GONE && endpoint.settings().wants(event.type());
  }

  /** The delivery, with the task that carries it out unless its endpoint is paused. */
  static Delivery put(Transaction tx, Event event, Endpoint endpoint) {
    return put(tx, Delivery.of(event, endpoint, tx.now()));
  }

  static Delivery put(Transaction tx, Delivery delivery) {
    tx.deliveries().put(delivery);
    if (delivery.state() == DeliveryState.PENDING) {
      tx.tasks().put(delivery.task(), delivery.nextAttemptAt().orElseThrow());
    }
    return delivery;
  }
}
