package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.platform.task.Outcomes;
import dev.slipjoint.platform.task.TaskRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * Tells endpoints of events: at least once, under the same id in every attempt, and again after
 * each failure until the schedule is through.
 */
public final class Deliveries implements TaskRunner {
  private final Store store;
  private final WebhookSender sender;
  private final Messages messages;
  private final EndpointHealth health;
  private final WebhookTimes times;
  private final Outcomes<Attempt.Open> outcomes;
  private final EndpointSlots slots = new EndpointSlots();
  private final Random random = new Random();

  /** Works on a store. */
  public Deliveries(
      Store store,
      Events events,
      EndpointSecrets secrets,
      WebhookSender sender,
      WebhookTimes times) {
    this.store = store;
    this.sender = sender;
    this.messages = new Messages(secrets);
    this.health = new EndpointHealth(events, times);
    this.times = times;
    this.outcomes = new Outcomes<>(store, Deliveries::open);
  }

  /** An attempt is only counted when it is over. */
  @Override
  public void claimed(Transaction tx, Task task) {}

  @Override
  public void run(Task task) {
    Optional<Attempt> attempt = store.read(tx -> attempt(tx, task));
    attempt.ifPresentOrElse(
        it -> run(task, it), () -> outcomes.write(task, (tx, it) -> setAside(tx, task, it)));
  }

  /** Empty if its endpoint isn't to be told now, or there is nothing left to tell. */
  private Optional<Attempt> attempt(Transaction tx, Task task) {
    return open(tx, task)
        .filter(
            it ->
                switch (it.endpoint().state()) {
                  case ACTIVE -> true;
                  case PAUSED, GONE -> false;
                })
        .map(it -> Attempt.at(tx, messages, it.delivery(), it.endpoint()));
  }

  private static Optional<Attempt.Open> open(Transaction tx, Task task) {
    return Attempt.open(tx, tx.deliveries().find(task.key().team(), task.key().subject()));
  }

  private void run(Task task, Attempt attempt) {
    switch (attempt) {
      case Attempt.Impossible(DeliveryError why) ->
          outcomes.write(task, (tx, it) -> over(tx, task, it.delivery().failed(why, tx.now())));
      case Attempt.Send send -> {
        String endpoint = send.endpoint().id();
        if (!slots.enter(endpoint)) {
          comeAgain(task, slots.patience(endpoint));
          return;
        }
        try {
          send(task, send);
        } finally {
          slots.leave(endpoint);
        }
      }
    }
  }

  private void comeAgain(Task task, Duration after) {
    store.write(tx -> tx.tasks().giveBack(task, tx.now().plus(after)));
  }

  private void send(Task task, Attempt.Send send) {
    WebhookSender.Result result = sender.send(send.message());
    outcomes.write(
        task,
        (tx, it) -> {
          Outcome outcome = Outcome.of(result, tx.now());
          slots.learn(it.endpoint().id(), outcome.isTimeOut());
          settle(tx, task, it, Attempt.attempted(it.delivery(), send, outcome), outcome);
        });
  }

  private void settle(
      Transaction tx, Task task, Attempt.Open it, Delivery attempted, Outcome outcome) {
    if (outcome.isSuccess()) {
      over(tx, task, attempted.delivered(tx.now()));
      health.succeeded(tx, it.endpoint());
    } else if (outcome.isGone()) {
      over(tx, task, attempted.failed(tx.now()));
      health.gone(tx, it.endpoint());
    } else {
      Endpoint endpoint = health.failed(tx, it.endpoint());
      switch (endpoint.state()) {
        case ACTIVE -> retry(tx, task, attempted, outcome);
        case PAUSED -> over(tx, task, attempted.waiting());
        case GONE -> over(tx, task, attempted.failed(tx.now()));
      }
    }
  }

  private void retry(Transaction tx, Task task, Delivery attempted, Outcome outcome) {
    times
        .pauseAfter(attempted.attempts(), outcome.retryAfter(), random)
        .map(tx.now()::plus)
        .ifPresentOrElse(
            then -> {
              tx.deliveries().put(attempted.retrying(then));
              tx.tasks().giveBack(task, then);
            },
            () -> over(tx, task, attempted.failed(tx.now())));
  }

  /** For one whose endpoint isn't to be told now. */
  private void setAside(Transaction tx, Task task, Attempt.Open it) {
    Instant now = tx.now();
    switch (it.endpoint().state()) {
      case ACTIVE -> tx.tasks().giveBack(task, now);
      case PAUSED -> over(tx, task, it.delivery().waiting());
      case GONE -> over(tx, task, it.delivery().failed(DeliveryError.GONE, now));
    }
  }

  private static void over(Transaction tx, Task task, Delivery delivery) {
    tx.deliveries().put(delivery);
    tx.tasks().finish(task);
  }
}
