package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.EndpointSettings;
import dev.slipjoint.platform.nouns.EndpointState;
import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.PlatformException.DeliveryNotFound;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.TooManyWebhooks;
import dev.slipjoint.platform.nouns.PlatformException.UrlNotAllowed;
import dev.slipjoint.platform.nouns.PlatformException.WebhookGone;
import dev.slipjoint.platform.nouns.PlatformException.WebhookNotFound;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The endpoints of teams and of integrations: who is told of events, and what became of telling
 * them. Callers are judged first, before anything they send is read.
 */
public final class Webhooks {

  /** How many endpoints an owner may have. */
  public static final int MOST = 20;

  /** How many deliveries of a range are redelivered at a time. */
  public static final int MOST_REDELIVERED = 1000;

  private static final Duration GRACE = Duration.ofHours(24);
  private static final int LONGEST_URL = 2000;

  private final Store store;
  private final EndpointRights rights;
  private final EndpointSecrets secrets;
  private final Events events;
  private final EndpointHealth health;
  private final Function<String, Optional<String>> objection;

  /**
   * Works on a store.
   *
   * @param objection why a URL can't be an endpoint's, as a sentence; empty if it can
   */
  public Webhooks(
      Store store,
      Access access,
      EndpointSecrets secrets,
      Events events,
      WebhookTimes times,
      Function<String, Optional<String>> objection) {
    this.store = store;
    this.rights = new EndpointRights(access);
    this.secrets = secrets;
    this.events = events;
    this.health = new EndpointHealth(events, times);
    this.objection = objection;
  }

  /** All endpoints of an owner, the oldest first. */
  public List<Endpoint> list(Caller caller, EndpointOwner owner) {
    return store.read(
        tx -> {
          rights.on(tx, caller, owner, Right.READ);
          return tx.endpoints().of(owner);
        });
  }

  /**
   * Makes an endpoint, with the secret that its messages are signed with.
   *
   * @throws UrlNotAllowed if the URL isn't to be called
   * @throws TooManyWebhooks if the owner has as many as there may be
   */
  public MadeEndpoint create(
      Caller caller, EndpointOwner owner, Supplier<EndpointRequest> request) {
    store.read(tx -> rights.on(tx, caller, owner, Right.WRITE));
    EndpointSettings settings = checked(request.get());
    Secret secret = EndpointSecrets.mint();
    String id = Endpoint.newId();
    return store.write(
        tx -> {
          Standing standing = rights.on(tx, caller, owner, Right.WRITE);
          if (tx.endpoints().of(owner).size() >= MOST) {
            throw new TooManyWebhooks(MOST);
          }
          Endpoint made =
              Endpoint.of(id, owner, standing.team(), settings, secrets.seal(secret, id), tx.now());
          tx.endpoints().put(made);
          EndpointHealth.note(tx, made, standing.actor(), "webhook.created");
          return new MadeEndpoint(made, secret);
        });
  }

  /**
   * The endpoint of that id.
   *
   * @throws WebhookNotFound if the owner has none
   */
  public Endpoint read(Caller caller, EndpointOwner owner, String id) {
    return store.read(tx -> judged(tx, caller, owner, id, Right.READ).endpoint());
  }

  /**
   * Gives it other settings.
   *
   * @throws WebhookNotFound if the owner has none of that id
   * @throws UrlNotAllowed if the URL isn't to be called
   */
  public Endpoint change(
      Caller caller, EndpointOwner owner, String id, Supplier<EndpointRequest> request) {
    store.read(tx -> judged(tx, caller, owner, id, Right.WRITE));
    EndpointSettings settings = checked(request.get());
    return changed(caller, owner, id, "webhook.changed", (tx, it) -> it.with(settings));
  }

  /**
   * Removes it. What it wasn't told yet, it isn't told any more.
   *
   * @throws WebhookNotFound if the owner has none of that id
   */
  public void remove(Caller caller, EndpointOwner owner, String id) {
    store.write(
        tx -> {
          Judged it = judged(tx, caller, owner, id, Right.WRITE);
          tx.endpoints().remove(id);
          tx.tasks().remove(EndpointHealth.task(it.endpoint()));
          EndpointHealth.note(tx, it.endpoint(), it.standing().actor(), "webhook.removed");
          return it;
        });
  }

  /**
   * Gives it a new secret. Messages are signed with the old one as well for a day.
   *
   * @throws WebhookNotFound if the owner has none of that id
   */
  public MadeEndpoint rotate(Caller caller, EndpointOwner owner, String id) {
    Secret secret = EndpointSecrets.mint();
    return new MadeEndpoint(
        changed(
            caller,
            owner,
            id,
            "webhook.rotated",
            (tx, it) -> it.rotated(secrets.seal(secret, id), tx.now().plus(GRACE))),
        secret);
  }

  /**
   * Tells it again, at once, if it was paused or gone; what waited for it is let go.
   *
   * @throws WebhookNotFound if the owner has none of that id
   */
  public Endpoint resume(Caller caller, EndpointOwner owner, String id) {
    return store.write(
        tx -> {
          Judged it = judged(tx, caller, owner, id, Right.WRITE);
          return it.endpoint().state() == EndpointState.ACTIVE
              ? it.endpoint()
              : health.resume(tx, it.endpoint(), it.standing().actor());
        });
  }

  /**
   * Tells it, and nobody else, of an event that is only there to see whether it works.
   *
   * @throws WebhookNotFound if the owner has none of that id
   * @throws WebhookGone if it is told nothing any more
   */
  public Delivery test(Caller caller, EndpointOwner owner, String id) {
    return store.write(
        tx -> {
          Endpoint it = notGone(judged(tx, caller, owner, id, Right.WRITE).endpoint());
          return Told.put(tx, events.test(tx, it), it);
        });
  }

  /**
   * What it was told, the newest first.
   *
   * @param after only what is older than the delivery of that id; empty for the first page
   * @throws WebhookNotFound if the owner has none of that id
   * @throws DeliveryNotFound if there is no delivery to go on after
   */
  public List<Delivery> deliveries(
      Caller caller, EndpointOwner owner, String id, Optional<String> after, int limit) {
    return store.read(
        tx -> {
          Endpoint it = judged(tx, caller, owner, id, Right.READ).endpoint();
          return after
              .map(last -> tx.deliveries().before(delivery(tx, it, last), limit))
              .orElseGet(() -> tx.deliveries().latest(it, limit));
        });
  }

  /**
   * Tries a delivery again, from the beginning, whatever became of it.
   *
   * @throws WebhookNotFound if the owner has none of that id
   * @throws DeliveryNotFound if it has no such delivery
   * @throws WebhookGone if it is told nothing any more
   */
  public Delivery redeliver(Caller caller, EndpointOwner owner, String id, String delivery) {
    return store.write(
        tx -> {
          Endpoint it = judged(tx, caller, owner, id, Right.WRITE).endpoint();
          return again(tx, notGone(it), delivery(tx, it, delivery));
        });
  }

  /**
   * Tries again what is over, of everything that it was told in a time.
   *
   * @throws WebhookNotFound if the owner has none of that id
   * @throws WebhookGone if it is told nothing any more
   */
  public Redelivered redeliver(
      Caller caller, EndpointOwner owner, String id, Supplier<DeliveryRange> range) {
    store.read(tx -> judged(tx, caller, owner, id, Right.WRITE));
    DeliveryRange asked = range.get();
    return store.write(
        tx -> {
          Endpoint it = notGone(judged(tx, caller, owner, id, Right.WRITE).endpoint());
          return again(tx, it, asked);
        });
  }

  private static Redelivered again(Transaction tx, Endpoint it, DeliveryRange range) {
    List<Delivery> found =
        tx.deliveries()
            .between(it, range.since(), range.until().orElse(tx.now()), MOST_REDELIVERED + 1);
    List<Delivery> over = found.stream().limit(MOST_REDELIVERED).filter(Delivery::isOver).toList();
    over.forEach(delivery -> again(tx, it, delivery));
    return new Redelivered(
        over.size(), found.stream().skip(MOST_REDELIVERED).map(Delivery::createdAt).findFirst());
  }

  private static Delivery again(Transaction tx, Endpoint it, Delivery delivery) {
    return Told.put(
        tx, it.state() == EndpointState.PAUSED ? delivery.waiting() : delivery.again(tx.now()));
  }

  /**
   * How a request is refused whose slug is spelled as none can be: like one that nobody has.
   *
   * @param slug the text, as it may be shown
   */
  public PlatformException unknown(Caller caller, String slug) {
    store.read(tx -> rights.grant(tx, caller));
    return new IntegrationNotFound(slug);
  }

  private interface Change {
    Endpoint of(Transaction tx, Endpoint was);
  }

  private Endpoint changed(
      Caller caller, EndpointOwner owner, String id, String action, Change change) {
    return store.write(
        tx -> {
          Judged it = judged(tx, caller, owner, id, Right.WRITE);
          Endpoint changed = change.of(tx, it.endpoint());
          tx.endpoints().put(changed);
          EndpointHealth.note(tx, changed, it.standing().actor(), action);
          return changed;
        });
  }

  /** An endpoint, and who asks for it. */
  private record Judged(Standing standing, Endpoint endpoint) {}

  private Judged judged(
      Transaction tx, Caller caller, EndpointOwner owner, String id, Right right) {
    Standing standing = rights.on(tx, caller, owner, right);
    return tx.endpoints()
        .find(id)
        .filter(it -> it.owner().equals(owner))
        .map(it -> new Judged(standing, it))
        .orElseThrow(() -> new WebhookNotFound(id));
  }

  private static Endpoint notGone(Endpoint it) {
    if (it.state() == EndpointState.GONE) {
      throw new WebhookGone(it.id());
    }
    return it;
  }

  private static Delivery delivery(Transaction tx, Endpoint it, String id) {
    return tx.deliveries()
        .find(it.team(), id)
        .filter(found -> found.endpoint().equals(it.id()))
        .orElseThrow(() -> new DeliveryNotFound(id));
  }

  private EndpointSettings checked(EndpointRequest request) {
    String url = request.url();
    if (url.length() > LONGEST_URL) {
      throw new UrlNotAllowed("It has more than %d characters.".formatted(LONGEST_URL));
    }
    objection
        .apply(url)
        .ifPresent(
            sentence -> {
              throw new UrlNotAllowed(sentence);
            });
    try {
      return new EndpointSettings(new URI(url), request.description(), request.types());
    } catch (URISyntaxException e) {
      throw new UrlNotAllowed("It isn't a URL.");
    }
  }
}
