package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointState;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.platform.nouns.TaskKey;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.store.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * What attempts mean for the endpoint itself: after days of nothing but failure it is paused, the
 * first success after that resumes it, and who should know is told of both.
 */
final class EndpointHealth {
  private static final String ACTOR = "deliveries";

  private final Events events;
  private final WebhookTimes times;
  private final Random random = new Random();

  EndpointHealth(Events events, WebhookTimes times) {
    this.events = events;
    this.times = times;
  }

  /** The task that tries it while it is paused, and lets go what waited when it is no longer. */
  static TaskKey task(Endpoint endpoint) {
    return new TaskKey(endpoint.team(), TaskKind.PROBE, endpoint.id());
  }

  /** It answered well. */
  void succeeded(Transaction tx, Endpoint it) {
    switch (it.state()) {
      case ACTIVE -> it.failingSince().ifPresent(since -> tx.endpoints().put(it.active()));
      case PAUSED -> resume(tx, it, ACTOR);
      case GONE -> {}
    }
  }

  /** It did not; the answer is what has become of it. */
  Endpoint failed(Transaction tx, Endpoint it) {
    if (it.state() != EndpointState.ACTIVE) {
      return it;
    }
    Instant since = it.failingSince().orElse(tx.now());
    if (!tx.now().isBefore(since.plus(times.pauseAfter()))) {
      return pause(tx, it.failing(since));
    }
    Endpoint failing = it.failing(since);
    if (!failing.equals(it)) {
      tx.endpoints().put(failing);
    }
    return failing;
  }

  private Endpoint pause(Transaction tx, Endpoint it) {
    Endpoint paused = it.paused(0, nextProbe(tx, 0));
    tx.endpoints().put(paused);
    tx.tasks().put(task(it), paused.nextProbeAt().orElseThrow());
    events.tellOthers(tx, EventType.WEBHOOK_PAUSED, it);
    note(tx, it, ACTOR, "webhook.paused");
    return paused;
  }

  /** A probe failed, or had nothing to try: the next one is later. */
  Endpoint probedInVain(Transaction tx, Endpoint it, boolean tried) {
    int probes = it.probes() + (tried ? 1 : 0);
    Endpoint paused = it.paused(probes, nextProbe(tx, probes));
    tx.endpoints().put(paused);
    return paused;
  }

  private Instant nextProbe(Transaction tx, int probes) {
    return tx.now().plus(times.probeAfter(probes, random));
  }

  /** It is told again, and what waited is let go. */
  Endpoint resume(Transaction tx, Endpoint it, String actor) {
    Endpoint active = it.active();
    tx.endpoints().put(active);
    tx.tasks().put(task(it), tx.now());
    events.tellOthers(tx, EventType.WEBHOOK_RESUMED, it);
    note(tx, it, actor, "webhook.resumed");
    return active;
  }

  /** It wants to be told nothing any more. */
  void gone(Transaction tx, Endpoint it) {
    if (it.state() == EndpointState.GONE) {
      return;
    }
    tx.endpoints().put(it.gone());
    tx.tasks().remove(task(it));
    events.tellOthers(tx, EventType.WEBHOOK_GONE, it);
    note(tx, it, ACTOR, "webhook.gone");
  }

  static void note(Transaction tx, Endpoint it, String actor, String action) {
    tx.journal()
        .append(
            new JournalEntry(
                tx.now(),
                Optional.of(it.team()),
                actor,
                action,
                "%s of %s".formatted(it.id(), it.owner().label())));
  }
}
