package dev.slipjoint.store.jdbc;

import static dev.slipjoint.store.jdbc.Samples.ACME;
import static dev.slipjoint.store.jdbc.Samples.COOL;
import static dev.slipjoint.store.jdbc.Samples.NOON;
import static dev.slipjoint.store.jdbc.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.DeliveryError;
import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.EndpointSettings;
import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every engine has to hold of endpoints, and of what they are told. */
interface WebhookContract {
  EndpointOwner OF_ACME = new EndpointOwner.OfTeam(ACME);
  EndpointOwner OF_COOL = new EndpointOwner.OfIntegration(COOL);

  /** A new, empty store, which the test class closes. */
  Store newStore();

  @Test
  default void anEndpointComesOutAsPutInLast() {
    Store store = newStore();
    Endpoint made = endpoint(OF_ACME, NOON);
    var changed =
        new EndpointSettings(
            URI.create("https://hooks.example/a?b=%20"),
            "Ünder «us»",
            Set.of(EventType.CONTEXT_CHANGED, EventType.WEBHOOK_PAUSED));
    Endpoint rotated = made.rotated(new SealedSecret("v1:new"), NOON.plusSeconds(1)).with(changed);
    Endpoint failing = rotated.failing(NOON.plusSeconds(2));
    Endpoint paused = failing.paused(3, NOON.plusSeconds(4));
    for (Endpoint it : List.of(made, rotated, failing, paused, paused.gone(), paused.active())) {
      write(store, tx -> tx.endpoints().put(it));
      assertThat(found(store, tx -> tx.endpoints().find(made.id()))).contains(it);
      assertThat(listed(store, tx -> tx.endpoints().of(OF_ACME))).containsExactly(it);
    }
    write(store, tx -> tx.endpoints().remove(made.id()));
    assertThat(found(store, tx -> tx.endpoints().find(made.id()))).isEmpty();
  }

  @Test
  default void anOwnersEndpointsAreItsOwnTheOldestFirst() {
    Store store = newStore();
    Endpoint second = endpoint(OF_COOL, NOON.plusSeconds(1));
    Endpoint first = endpoint(OF_COOL, NOON);
    Endpoint sameWord = endpoint(new EndpointOwner.OfTeam(new TeamId(COOL.value())), NOON);
    for (Endpoint it : List.of(second, sameWord, first)) {
      write(store, tx -> tx.endpoints().put(it));
    }
    assertThat(listed(store, tx -> tx.endpoints().of(OF_COOL))).containsExactly(first, second);
    assertThat(listed(store, tx -> tx.endpoints().of(OF_ACME))).isEmpty();
  }

  @Test
  default void aDeliveryComesOutAsPutInLast() {
    Store store = newStore();
    Delivery made = delivery(endpoint(OF_ACME, NOON), NOON);
    Delivery refused =
        made.attempted(NOON, Optional.of(503), Optional.of(DeliveryError.REFUSED))
            .retrying(NOON.plusSeconds(5));
    Delivery timedOut =
        refused.attempted(NOON, Optional.empty(), Optional.of(DeliveryError.TIMED_OUT));
    Delivery done = timedOut.attempted(NOON, Optional.of(204), Optional.empty()).delivered(NOON);
    for (Delivery it :
        List.of(made, refused, timedOut, timedOut.waiting(), timedOut.failed(NOON), done)) {
      write(store, tx -> tx.deliveries().put(it));
      assertThat(found(store, tx -> tx.deliveries().find(ACME, made.id()))).contains(it);
    }
    assertThat(found(store, tx -> tx.deliveries().find(new TeamId("other"), made.id()))).isEmpty();
  }

  @Test
  default void deliveriesAreListedPageByPageTheNewestFirst() {
    Store store = newStore();
    Endpoint endpoint = endpoint(OF_ACME, NOON);
    List<Delivery> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // Two of each instant, so that the id has to tell them apart.
      Delivery one = delivery(endpoint, NOON.plusSeconds(i / 2));
      all.add(one);
      write(store, tx -> tx.deliveries().put(one));
    }
    write(store, tx -> tx.deliveries().put(delivery(endpoint(OF_ACME, NOON), NOON)));
    List<Delivery> seen = new ArrayList<>(listed(store, tx -> tx.deliveries().latest(endpoint, 3)));
    assertThat(seen).hasSize(3);
    while (seen.size() < 7) {
      seen.addAll(listed(store, tx -> tx.deliveries().before(seen.getLast(), 3)));
    }
    assertThat(listed(store, tx -> tx.deliveries().before(seen.getLast(), 3))).isEmpty();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    assertThat(seen).extracting(Delivery::createdAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(
            listed(
                store,
                tx ->
                    tx.deliveries().between(endpoint, NOON.plusSeconds(1), NOON.plusSeconds(3), 9)))
        .containsExactlyInAnyOrderElementsOf(all.subList(2, 6));
  }

  @Test
  default void whatIsNotOverIsFoundTheOldestFirst() {
    Store store = newStore();
    Endpoint endpoint = endpoint(OF_ACME, NOON);
    Delivery over = delivery(endpoint, NOON).delivered(NOON);
    Delivery waits = delivery(endpoint, NOON.plusSeconds(1)).waiting();
    Delivery pending = delivery(endpoint, NOON.plusSeconds(2));
    Delivery waitsToo = delivery(endpoint, NOON.plusSeconds(3)).waiting();
    for (Delivery it : List.of(waitsToo, pending, waits, over)) {
      write(store, tx -> tx.deliveries().put(it));
    }
    assertThat(found(store, tx -> tx.deliveries().oldestOpen(endpoint))).contains(waits);
    assertThat(listed(store, tx -> tx.deliveries().waiting(endpoint, 9)))
        .containsExactly(waits, waitsToo);
    assertThat(listed(store, tx -> tx.deliveries().waiting(endpoint, 1))).containsExactly(waits);
  }

  @Test
  default void whatIsOldIsForgottenAFewAtATime() {
    Store store = newStore();
    Endpoint endpoint = endpoint(OF_ACME, NOON);
    for (int i = 0; i < 5; i++) {
      Instant at = NOON.plusSeconds(i);
      write(store, tx -> tx.events().add(event(at)));
      write(store, tx -> tx.deliveries().put(delivery(endpoint, at)));
    }
    write(
        store,
        tx -> {
          tx.events().forget(ACME, NOON.plusSeconds(3), 2);
          tx.deliveries().forget(ACME, NOON.plusSeconds(3), 2);
          tx.events().forget(new TeamId("other"), NOON.plusSeconds(9), 9);
        });
    assertThat(listed(store, tx -> tx.events().latest(ACME, 9))).hasSize(3);
    assertThat(listed(store, tx -> tx.deliveries().latest(endpoint, 9)))
        .extracting(Delivery::createdAt)
        .containsExactly(NOON.plusSeconds(4), NOON.plusSeconds(3), NOON.plusSeconds(2));
  }

  private static <T> Optional<T> found(Store store, Function<Transaction, Optional<T>> look) {
    return store.read(look);
  }

  private static <T> List<T> listed(Store store, Function<Transaction, List<T>> look) {
    return store.read(look);
  }

  private static Endpoint endpoint(EndpointOwner owner, Instant at) {
    var settings = new EndpointSettings(URI.create("https://hooks.example"), "", Set.of());
    return Endpoint.of(Endpoint.newId(), owner, ACME, settings, new SealedSecret("v1:s"), at);
  }

  private static Event event(Instant at) {
    return Event.of(EventType.CONTEXT_CHANGED, ACME, at, JsonObject.EMPTY);
  }

  private static Delivery delivery(Endpoint endpoint, Instant at) {
    return Delivery.of(event(at), endpoint, at);
  }
}
