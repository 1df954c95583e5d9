package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes events down, and who is to be told of them, in the transaction of what happened: there is
 * no event without its change, and no change without its event.
 */
public final class Events {
  private static final Duration USUALLY_KEPT = Duration.ofDays(30);

  /** More than are added at a time, so that what is old goes faster than what is new comes. */
  private static final int FORGOTTEN_AT_A_TIME = 10;

  private final Duration kept;

  /** Keeps events for a month. */
  public Events() {
    this(USUALLY_KEPT);
  }

  /** Keeps events, and the deliveries of them, for so long. */
  public Events(Duration kept) {
    this.kept = kept;
  }

  /** Something happened to an installation. */
  public void tell(Transaction tx, EventType type, Installation it) {
    tell(tx, type, it.key(), revision(it));
  }

  /** Something happened to an installation by an operation. */
  public void tell(Transaction tx, EventType type, Operation by) {
    tell(tx, type, by.installation(), operation(by));
  }

  /** An integration's registration was changed, which its owners are told. */
  public void tellUpdated(Transaction tx, Integration it) {
    JsonObject data =
        JsonObject.builder()
            .put("integration", it.slug().value())
            .put("teamId", it.team().value())
            .build();
    tell(tx, Event.of(EventType.INTEGRATION_UPDATED, it.team(), tx.now(), data), it.slug());
  }

  private void tell(Transaction tx, EventType type, InstallationKey key, JsonObject.Builder more) {
    JsonObject data = ids(more, key).build();
    tell(tx, Event.of(type, key.team(), tx.now(), data), key.slug());
  }

  private void tell(Transaction tx, Event event, Slug slug) {
    tell(tx, event, endpoints(tx, event.team(), Optional.of(slug)));
  }

  /** Something happened to an endpoint, of which the others beside it are told. */
  void tellOthers(Transaction tx, EventType type, Endpoint it) {
    Event event = Event.of(type, it.team(), tx.now(), ids(it).build());
    Stream<Endpoint> beside =
        endpoints(
                tx,
                it.team(),
                it.owner() instanceof EndpointOwner.OfIntegration(Slug slug)
                    ? Optional.of(slug)
                    : Optional.empty())
            .filter(other -> !other.id().equals(it.id()));
    tell(tx, event, beside);
  }

  /** An event for one endpoint alone, to see whether it is told. */
  Event test(Transaction tx, Endpoint it) {
    Event event = Event.of(EventType.WEBHOOK_TEST, it.team(), tx.now(), ids(it).build());
    tx.events().add(event);
    return event;
  }

  private void tell(Transaction tx, Event event, Stream<Endpoint> endpoints) {
    tx.events().add(event);
    Instant old = tx.now().minus(kept);
    tx.events().forget(event.team(), old, FORGOTTEN_AT_A_TIME);
    List<Endpoint> told = endpoints.filter(it -> Told.isFor(event, it)).toList();
    told.forEach(it -> Told.put(tx, event, it));
    told.stream()
        .map(Endpoint::team)
        .distinct()
        .forEach(team -> tx.deliveries().forget(team, old, FORGOTTEN_AT_A_TIME * told.size()));
  }

  private static Stream<Endpoint> endpoints(Transaction tx, TeamId team, Optional<Slug> slug) {
    return Stream.concat(
        tx.endpoints().of(new EndpointOwner.OfTeam(team)).stream(),
        slug
            .map(it -> tx.endpoints().of(new EndpointOwner.OfIntegration(it)))
            .orElse(List.of())
            .stream());
  }

  private static JsonObject.Builder ids(JsonObject.Builder data, InstallationKey key) {
    data.put("integration", key.slug().value()).put("teamId", key.team().value());
    if (key.target() instanceof Target.Site(SiteId site)) {
      data.put("siteId", site.value());
    }
    return data;
  }

  private static JsonObject.Builder ids(Endpoint it) {
    JsonObject.Builder data =
        JsonObject.builder().put("webhookId", it.id()).put("teamId", it.team().value());
    if (it.owner() instanceof EndpointOwner.OfIntegration(Slug slug)) {
      data.put("integration", slug.value());
    }
    return data;
  }

  private static JsonObject.Builder revision(Installation it) {
    return JsonObject.builder().put("revision", it.generation() + "." + it.revision());
  }

  private static JsonObject.Builder operation(Operation it) {
    JsonObject.Builder data =
        JsonObject.builder()
            .put("operation", it.id().value())
            .put("operationKind", it.kind().wireName());
    it.failure().ifPresent(failure -> data.put("code", failure.code().wireName()));
    if (it.forced()) {
      data.put("forced", true);
    }
    return data;
  }
}
