package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipjoint.platform.nouns.Delivery;
import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.store.DeliveryTable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.server.WebhookReceiver.Message;
import dev.slipjoint.server.WebhookReceiver.Reaction;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many changes, and a receiver that answers well, badly, never, or half: everything that happened
 * is told, and nothing else.
 */
class WebhookStormTest {
  private static final int CHANGES = 300;
  private static final String TEAM = "/team/team-acme";
  private static final String COOL = TEAM + "/integrations/cool-integration";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "server.port", "0",
          "server.drain", "0s",
          "dispatch.allow-private", "127.0.0.1",
          "webhooks.timeout", "300ms",
          "webhooks.schedule", "50ms," + "100ms,".repeat(28) + "100ms");

  @TempDir Path folder;

  /** What came of a storm. */
  private record Aftermath(Set<String> happened, List<Message> told, String secret) {
    Set<String> missing() {
      Set<String> missing = new TreeSet<>(happened);
      told.forEach(it -> missing.remove(it.id()));
      return missing;
    }

    Set<String> invented() {
      Set<String> invented = told.stream().map(Message::id).collect(Collectors.toSet());
      invented.removeAll(happened);
      return invented;
    }
  }

  @Test
  void everythingThatHappenedIsToldAndNothingElse() throws IOException {
    Aftermath aftermath = storm(it -> it);
    Instant now = Instant.now();
    assertThat(aftermath.happened()).hasSize(CHANGES);
    assertThat(aftermath.missing()).isEmpty();
    assertThat(aftermath.invented()).isEmpty();
    assertThat(aftermath.told()).allMatch(it -> it.isSignedWith(aftermath.secret(), now));
    Set<String> times = new HashSet<>();
    assertThat(aftermath.told()).allMatch(it -> times.add(it.id() + " " + it.timestamp()));
    System.out.printf("%d events were told in %d messages%n", CHANGES, aftermath.told().size());
  }

  @Test
  void aStoreThatLostADeliveryWouldBeFoundOut() throws IOException {
    Aftermath aftermath = storm(LosingStore::new);
    assertThat(aftermath.missing()).isNotEmpty();
    assertThat(aftermath.invented()).isEmpty();
  }

  private Aftermath storm(UnaryOperator<Store> between) throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("The receiver's seed is " + seed);
    Store store = JdbcStore.open(folder, InstantSource.system());
    try (var receiver = new WebhookReceiver();
        var server =
            Server.start(
                TestServer.config(folder, SETTINGS),
                Optional.of(Acme.declaration()),
                made -> {},
                between.apply(store))) {
      receiver.reacts(capricious(new Random(seed)));
      Asker owner = new Asker(server.url(), Map.of("netlify-token", Acme.OWNER_TOKEN));
      String url = receiver.url("storm");
      String secret = owner.post(TEAM + "/webhooks", "{\"url\":\"" + url + "\"}").string("secret");
      owner.post(COOL).token();
      for (int i = 1; i < CHANGES; i++) {
        assertThat(owner.put(COOL, "{\"config\":{\"n\":" + i + "}}").status()).isEqualTo(204);
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> nothingIsLeft(store));
      return new Aftermath(happened(store), List.copyOf(receiver.messages()), secret);
    }
  }

  /** Six in ten attempts go well; one in twenty never ends. */
  private static Function<Message, Reaction> capricious(Random random) {
    return message -> {
      synchronized (random) {
        return switch (random.nextInt(20)) {
          case 0 -> new Reaction.Silence();
          case 1, 2, 3 -> new Reaction.Rupture();
          case 4, 5, 6 -> Reaction.of(500);
          case 7 -> Reaction.of(302);
          default -> Reaction.OK;
        };
      }
    };
  }

  private static boolean nothingIsLeft(Store store) {
    return store.read(tx -> tx.tasks().nextDue().isEmpty());
  }

  private static Set<String> happened(Store store) {
    return store.<List<Event>>read(tx -> tx.events().latest(Acme.TEAM, 10_000)).stream()
        .map(Event::id)
        .collect(Collectors.toSet());
  }

  /** What a store must not do: it loses one new delivery in fifty. */
  private record LosingStore(Store store) implements Store {

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return store.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return store.write(tx -> work.apply(losing(tx)));
    }

    @Override
    public void close() {
      store.close();
    }

    private static Transaction losing(Transaction tx) {
      return proxy(
          Transaction.class,
          tx,
          (name, argument) ->
              name.equals("deliveries")
                  ? Optional.of(
                      proxy(
                          DeliveryTable.class,
                          tx.deliveries(),
                          (what, it) ->
                              what.equals("put") && isLost((Delivery) it)
                                  ? Optional.of("lost")
                                  : Optional.empty()))
                  : Optional.empty());
    }

    private static boolean isLost(Delivery it) {
      return it.attempts() == 0 && it.id().hashCode() % 50 == 0;
    }

    private interface Instead {
      Optional<Object> of(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, T real, Instead instead) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                Object first = arguments == null ? "" : arguments[0];
                Optional<Object> other = instead.of(method.getName(), first);
                if (other.isPresent()) {
                  return method.getReturnType() == void.class ? null : other.get();
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getTargetException();
                }
              }));
    }
  }
}
