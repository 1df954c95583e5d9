package dev.slipjoint.server;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A server with {@link FaultPoints} on its ports that can be thrown away as a killed process is and
 * started again on what it had made durable, beside a host of cool-integration that lives on.
 */
final class SagaWorld implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "server.drain", "0s",
          "server.port", "0",
          "dispatch.allow-private", "127.0.0.1",
          "dispatch.first-byte", "1s",
          "dispatch.total", "2s",
          "dispatch.breaker", "off",
          "lifecycle.wait", "150ms",
          "lifecycle.pause", "1s");

  private final Path folder;
  private final UnaryOperator<Store> between;
  private final SettableClock clock = new SettableClock();
  private final ScriptedIntegration host = new ScriptedIntegration();
  private final AtomicInteger names = new AtomicInteger();
  private final List<Thread> leaving = new ArrayList<>();
  private volatile Store store;
  private volatile FaultPoints faults;
  private volatile Server server;

  /** One whose server's store has something before it. */
  SagaWorld(UnaryOperator<Store> between) throws IOException {
    this.between = between;
    this.folder = Files.createTempDirectory("slipjoint-saga");
    start(Optional.of(declaration()));
  }

  SagaWorld() throws IOException {
    this(store -> store);
  }

  private void start(Optional<Declaration> declaration) {
    store = JdbcStore.open(folder, clock);
    FaultPoints points = new FaultPoints(between.apply(store));
    faults = points;
    server =
        Server.start(
            TestServer.config(folder, SETTINGS), declaration, made -> {}, points, points::before);
  }

  private Declaration declaration() {
    Declaration acme = Acme.declaration();
    return new Declaration(
        acme.users(),
        acme.tokens(),
        acme.teams(),
        acme.members(),
        acme.sites(),
        acme.integrations().stream().map(this::hosted).toList());
  }

  private DeclaredIntegration hosted(DeclaredIntegration it) {
    Integration was = it.integration();
    return was.slug().equals(Acme.COOL)
        ? new DeclaredIntegration(
            new Integration(
                was.slug(),
                was.team(),
                was.name(),
                was.description(),
                was.level(),
                was.scopes(),
                Optional.of(host.url()),
                was.secret(),
                was.previousSecret(),
                was.visibility(),
                was.buildEventHandlers(),
                was.connector()),
            it.secret(),
            it.previousSecret())
        : it;
  }

  /** After a crash: what the dead server still holds is taken from it, and another one starts. */
  void restart() {
    store.close();
    Server dead = server;
    leaving.add(Thread.ofVirtual().start(dead::close));
    clock.goesOn(Duration.ofSeconds(11));
    start(Optional.empty());
  }

  FaultPoints faults() {
    return faults;
  }

  SettableClock clock() {
    return clock;
  }

  ScriptedIntegration host() {
    return host;
  }

  Asker as(String token) {
    return new Asker(server.url(), Map.of("netlify-token", token));
  }

  Asker asOwner() {
    return as(Acme.OWNER_TOKEN);
  }

  /** What is so, past every fault. */
  <T> T seen(Function<Transaction, T> look) {
    return store.read(look);
  }

  String freshSite() {
    String id = "site-" + names.incrementAndGet();
    store.write(
        tx -> {
          tx.teams().put(Acme.site(id, Acme.TEAM));
          return id;
        });
    return id;
  }

  @Override
  public void close() throws IOException {
    server.close();
    host.close();
    try {
      for (Thread thread : leaving) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
