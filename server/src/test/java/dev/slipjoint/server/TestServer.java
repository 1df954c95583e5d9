package dev.slipjoint.server;

import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.server.api.Route;
import dev.slipjoint.server.config.ConfigSources;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.store.jdbc.JdbcStore;
import dev.slipjoint.store.jdbc.StoreWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that runs on a free port while the tests of a class do, with {@link Acme} in it. Tests
 * keep out of each other's way with fresh sites and teams.
 */
final class TestServer implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private final AtomicInteger names = new AtomicInteger();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, ScriptedIntegration> hosted = new LinkedHashMap<>();
  private final SettableClock clock = new SettableClock();
  private UnaryOperator<Store> between = store -> store;
  private Path folder;
  private Store store;
  private Server server;
  private int depth;

  static TestServer ofAcme() {
    return new TestServer()
        .with("server.drain", "0s")
        .with("server.port", "0")
        .with("management.port", "0");
  }

  TestServer with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** A host that the integration of that slug runs at, for as long as the server does. */
  ScriptedIntegration hosting(String slug) {
    try {
      ScriptedIntegration integration = new ScriptedIntegration();
      hosted.put(slug, integration);
      return integration;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts something between the server and its store. */
  TestServer behind(UnaryOperator<Store> wrapper) {
    between = wrapper;
    return this;
  }

  static ServerConfig config(Path folder, Map<String, String> settings) {
    ConfigSources sources =
        new ConfigSources()
            .flag("--data", "data.folder", folder.toString())
            .flag("a test", "management.port", "off");
    settings.forEach((key, value) -> sources.flag("a test", key, value));
    return ServerConfig.from(sources);
  }

  TestServer start() throws IOException {
    folder = Files.createTempDirectory("slipjoint-test");
    ServerConfig config = config(folder, settings);
    server =
        Server.start(
            config, Optional.of(Acme.declaration()), made -> {}, this::opened, before -> before);
    hosted.forEach((slug, integration) -> hosts(slug, integration.url()));
    return this;
  }

  private Store opened(StoreWatch watch) {
    store = JdbcStore.open(folder, clock, watch);
    return between.apply(store);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (depth++ == 0) {
      start();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (--depth == 0) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hosted.values().forEach(ScriptedIntegration::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Stops the server, and leaves the folder. */
  void stop() {
    server.close();
  }

  URI url() {
    return server.url();
  }

  /** Somebody who asks at the port for operators. */
  Asker asOperator() {
    return new Asker(server.managementUrl().orElseThrow(), Map.of());
  }

  /** The templates of its paths. */
  List<String> templates() {
    return server.routes().stream().map(Route::path).toList();
  }

  Path folder() {
    return folder;
  }

  SettableClock clock() {
    return clock;
  }

  RawSocket connect() throws IOException {
    return new RawSocket(url());
  }

  Asker asNobody() {
    return new Asker(url(), Map.of());
  }

  Asker as(String token) {
    return asNobody().with("netlify-token", token);
  }

  Asker asOwner() {
    return as(Acme.OWNER_TOKEN);
  }

  Asker asDeveloper() {
    return as(Acme.DEVELOPER_TOKEN);
  }

  Asker asViewer() {
    return as(Acme.VIEWER_TOKEN);
  }

  Asker asStranger() {
    return as(Acme.STRANGER_TOKEN);
  }

  /** Changes the store, past every rule. */
  void behindTheRules(Consumer<Transaction> work) {
    boolean done =
        store.write(
            tx -> {
              work.accept(tx);
              return true;
            });
    assert done;
  }

  Store store() {
    return store;
  }

  /** Lets the integration of that slug run there, and share that secret with the platform. */
  void hosts(String slug, URI url) {
    DeclaredIntegration was =
        Acme.integration(slug, Acme.TEAM, Level.TEAM_AND_SITE, Visibility.PUBLIC);
    Integration it = was.integration();
    behindTheRules(
        tx ->
            tx.integrations()
                .put(
                    new Integration(
                        it.slug(),
                        it.team(),
                        it.name(),
                        it.description(),
                        it.level(),
                        it.scopes(),
                        Optional.of(url),
                        tx.integrations().find(it.slug()).flatMap(Integration::secret),
                        Optional.empty(),
                        it.visibility(),
                        it.buildEventHandlers(),
                        it.connector())));
  }

  /** A new site of team-acme. */
  String freshSite() {
    String id = "site-" + names.incrementAndGet();
    behindTheRules(tx -> tx.teams().put(Acme.site(id, Acme.TEAM)));
    return id;
  }

  /** A new team with the people of team-acme in it. */
  String freshTeam() {
    TeamId id = new TeamId("team-" + names.incrementAndGet());
    behindTheRules(
        tx -> {
          tx.teams().put(new Team(id, "Fresh", id.value()));
          List.of(
                  new Member(id, Acme.OWNER, Role.OWNER),
                  new Member(id, Acme.DEVELOPER, Role.DEVELOPER),
                  new Member(id, Acme.VIEWER, Role.VIEWER))
              .forEach(tx.teams()::put);
        });
    return id.value();
  }

  /** The path of the integrations on a new site or team. */
  String fresh(Kind kind) {
    return switch (kind) {
      case SITE -> "/site/" + freshSite() + "/integrations";
      case TEAM -> "/team/" + freshTeam() + "/integrations";
    };
  }

  /** The path of cool-integration, enabled on a new site or team with a context. */
  String enabled(Kind kind, String context) {
    String path = fresh(kind) + "/cool-integration";
    asOwner().post(path, "{\"config\":" + context + "}").token();
    return path;
  }
}
