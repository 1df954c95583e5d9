package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.Task;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.platform.task.TaskRunner;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * Tells endpoints of events: at least once, under the same id in every attempt, and again after
 * each failure until the schedule is through.
 */
public final class Deliveries implements TaskRunner {
  private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

  private final Store store;
  private final WebhookSender sender;
  private final Messages messages;
  private final EndpointHealth health;
  private final WebhookTimes times;
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
  }

  /** An attempt is only counted when it is over. */
  @Override
  public void claimed(Transaction tx, Task task) {}

  @Override
  public void run(Task task) {
    Optional<Attempt> attempt = store.read(tx -> attempt(tx, task));
    attempt.ifPresentOrElse(it -> run(task, it), () -> conclude(task, this::setAside));
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
          conclude(task, (tx, it) -> over(tx, it.task, it.delivery.failed(why, tx.now())));
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
    conclude(
        task,
        (tx, it) -> {
          Outcome outcome = Outcome.of(result, tx.now());
          slots.learn(it.endpoint.id(), outcome.isTimeOut());
          settle(tx, it, Attempt.attempted(it.delivery, send, outcome), outcome);
        });
  }

  /** What a conclusion is about. */
  private record Concluded(Task task, Delivery delivery, Endpoint endpoint) {}

  private interface Conclusion {
    void written(Transaction tx, Concluded it);
  }

  /**
   * Writes what came of an attempt, if the claim still holds and nobody has ended the delivery
   * meanwhile.
   */
  private void conclude(Task task, Conclusion conclusion) {
    boolean held =
        store.write(
            tx -> {
              if (!tx.tasks().keep(task, task.dueAt())) {
                return false;
              }
              open(tx, task)
                  .map(it -> new Concluded(task, it.delivery(), it.endpoint()))
                  .ifPresentOrElse(it -> conclusion.written(tx, it), () -> tx.tasks().finish(task));
              return true;
            });
    if (!held) {
      LOG.log(Level.INFO, "What an attempt at {0} brought came too late", task.key().subject());
    }
  }

  private void settle(Transaction tx, Concluded it, Delivery attempted, Outcome outcome) {
    if (outcome.isSuccess()) {
      over(tx, it.task, attempted.delivered(tx.now()));
      health.succeeded(tx, it.endpoint);
    } else if (outcome.isGone()) {
      over(tx, it.task, attempted.failed(tx.now()));
      health.gone(tx, it.endpoint);
    } else {
      Endpoint endpoint = health.failed(tx, it.endpoint);
      switch (endpoint.state()) {
        case ACTIVE -> retry(tx, it.task, attempted, outcome);
        case PAUSED -> over(tx, it.task, attempted.waiting());
        case GONE -> over(tx, it.task, attempted.failed(tx.now()));
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
  private void setAside(Transaction tx, Concluded it) {
    Instant now = tx.now();
    switch (it.endpoint.state()) {
      case ACTIVE -> tx.tasks().giveBack(it.task, now);
      case PAUSED -> over(tx, it.task, it.delivery.waiting());
      case GONE -> over(tx, it.task, it.delivery.failed(DeliveryError.GONE, now));
    }
  }

  private static void over(Transaction tx, Task task, Delivery delivery) {
    tx.deliveries().put(delivery);
    tx.tasks().finish(task);
  }
}
