package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointState;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.platform.task.Outcomes;
import dev.slipjoint.platform.task.TaskRunner;
import java.util.List;
import java.util.Optional;

/**
 * Tries paused endpoints with the oldest event that waits for them, and lets go what waited once
 * they are told again.
 */
public final class Probes implements TaskRunner {
  private static final int LET_GO_AT_A_TIME = 200;

  private final Store store;
  private final WebhookSender sender;
  private final Messages messages;
  private final EndpointHealth health;
  private final Outcomes<Endpoint> outcomes;

  /** Works on a store. */
  public Probes(
      Store store,
      Events events,
      EndpointSecrets secrets,
      WebhookSender sender,
      WebhookTimes times) {
    this.store = store;
    this.sender = sender;
    this.messages = new Messages(secrets);
    this.health = new EndpointHealth(events, times);
    this.outcomes = new Outcomes<>(store, Probes::endpoint);
  }

  @Override
  public void claimed(Transaction tx, Task task) {}

  @Override
  public void run(Task task) {
    Optional<Probe> probe = store.read(tx -> probe(tx, task));
    if (probe.isEmpty()) {
      outcomes.write(task, (tx, it) -> withoutProbe(tx, task, it));
      return;
    }
    switch (probe.get().attempt()) {
      case Attempt.Impossible(DeliveryError why) ->
          outcomes.write(
              task,
              (tx, it) -> {
                giveUp(tx, probe.get().delivery().failed(why, tx.now()));
                tx.tasks().giveBack(task, tx.now());
              });
      case Attempt.Send send -> {
        WebhookSender.Result result = sender.send(send.message());
        outcomes.write(
            task,
            (tx, it) -> settle(tx, task, it, probe.get(), send, Outcome.of(result, tx.now())));
      }
    }
  }

  /** What a paused endpoint is tried with. */
  private record Probe(Delivery delivery, Attempt attempt) {}

  private Optional<Probe> probe(Transaction tx, Task task) {
    return endpoint(tx, task)
        .filter(it -> it.state() == EndpointState.PAUSED)
        .flatMap(
            endpoint ->
                tx.deliveries()
                    .oldestOpen(endpoint)
                    .map(it -> new Probe(it, Attempt.at(tx, messages, it, endpoint))));
  }

  private static Optional<Endpoint> endpoint(Transaction tx, Task task) {
    return tx.endpoints().find(task.key().subject());
  }

  private void settle(
      Transaction tx, Task task, Endpoint endpoint, Probe probe, Attempt.Send send, Outcome came) {
    Optional<Delivery> attempted =
        tx.deliveries()
            .find(probe.delivery().team(), probe.delivery().id())
            .filter(it -> !it.isOver())
            .map(it -> Attempt.attempted(it, send, came));
    if (came.isSuccess()) {
      attempted.ifPresent(it -> giveUp(tx, it.delivered(tx.now())));
      health.succeeded(tx, endpoint);
    } else if (came.isGone()) {
      attempted.ifPresent(it -> giveUp(tx, it.failed(tx.now())));
      health.gone(tx, endpoint);
    } else {
      attempted.ifPresent(it -> giveUp(tx, it.waiting()));
      if (endpoint.state() != EndpointState.PAUSED) {
        withoutProbe(tx, task, endpoint);
        return;
      }
      Endpoint next = health.probedInVain(tx, endpoint, true);
      tx.tasks().giveBack(task, next.nextProbeAt().orElseThrow());
    }
  }

  /** It is over, or waits: nothing else is to go on with it. */
  private static void giveUp(Transaction tx, Delivery delivery) {
    tx.deliveries().put(delivery);
    tx.tasks().remove(delivery.task());
  }

  private void withoutProbe(Transaction tx, Task task, Endpoint endpoint) {
    switch (endpoint.state()) {
      case ACTIVE -> letGo(tx, task, endpoint);
      case PAUSED -> {
        Endpoint next = health.probedInVain(tx, endpoint, false);
        tx.tasks().giveBack(task, next.nextProbeAt().orElseThrow());
      }
      case GONE -> tx.tasks().finish(task);
    }
  }

  /** Not all at once: others want to write, too. */
  private void letGo(Transaction tx, Task task, Endpoint endpoint) {
    List<Delivery> waiting = tx.deliveries().waiting(endpoint, LET_GO_AT_A_TIME);
    waiting.forEach(it -> Told.put(tx, it.again(tx.now())));
    if (waiting.size() == LET_GO_AT_A_TIME) {
      tx.tasks().giveBack(task, tx.now());
    } else {
      tx.tasks().finish(task);
    }
  }
}
