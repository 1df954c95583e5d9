package dev.slipjoint.server;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Callers;
import dev.slipjoint.platform.access.EndpointSecrets;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.catalog.Declarations;
import dev.slipjoint.platform.catalog.MadeToken;
import dev.slipjoint.platform.dispatch.Breakers;
import dev.slipjoint.platform.dispatch.Dispatches;
import dev.slipjoint.platform.dispatch.HandlerDispatcher;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.event.Telling;
import dev.slipjoint.platform.installation.HandlerCalls;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.platform.installation.Installing;
import dev.slipjoint.platform.installation.Operations;
import dev.slipjoint.platform.installation.Problems;
import dev.slipjoint.platform.installation.doctor.Doctor;
import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.nouns.TaskKind;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.task.Worker;
import dev.slipjoint.server.api.Bodies;
import dev.slipjoint.server.api.CallHealthResource;
import dev.slipjoint.server.api.CallerResource;
import dev.slipjoint.server.api.DocsResource;
import dev.slipjoint.server.api.DoctorResource;
import dev.slipjoint.server.api.HandlerResource;
import dev.slipjoint.server.api.HealthResource;
import dev.slipjoint.server.api.IntegrationResource;
import dev.slipjoint.server.api.LifecycleResource;
import dev.slipjoint.server.api.MetricsResource;
import dev.slipjoint.server.api.OperationResource;
import dev.slipjoint.server.api.Route;
import dev.slipjoint.server.api.Routes;
import dev.slipjoint.server.api.TargetPath;
import dev.slipjoint.server.api.WebhookRoutes;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.connection.OpenConnections;
import dev.slipjoint.server.dispatch.HttpDispatcher;
import dev.slipjoint.server.dispatch.HttpWebhookSender;
import dev.slipjoint.server.edge.Connections;
import dev.slipjoint.server.metrics.Meters;
import dev.slipjoint.server.outbound.Destinations;
import dev.slipjoint.server.outbound.Outbound;
import dev.slipjoint.store.jdbc.JdbcStore;
import dev.slipjoint.store.jdbc.StoreWatch;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: every object that there is, made in reading order, from the store at the bottom
 * to the door at the top.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final ServerConfig config;
  private final Store store;
  private final List<Route> routes;
  private final Outbound outbound;
  private final Worker worker;
  private final Meters meters;
  private final Connections connections = new Connections();
  private final OpenConnections open;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Optional<WebServer> management;
  private final WebServer web;

  private Server(
      ServerConfig config,
      Optional<Declaration> declaration,
      Consumer<MadeToken> announcer,
      Store store,
      UnaryOperator<HandlerDispatcher> before,
      Meters meters) {
    this.config = config;
    this.store = store;
    this.meters = meters;

    // Courier
    Set<Integer> ownPorts = ConcurrentHashMap.newKeySet();
    Destinations destinations =
        new Destinations(
            config.dispatch().allowPrivate(), config.dispatch().ports(), ownPorts::contains);
    this.outbound = new Outbound(destinations);
    Breakers breakers = new Breakers(config.dispatch().breaker(), InstantSource.system());
    Dispatches dispatches =
        new Dispatches(
            before.apply(meters.calls(new HttpDispatcher(outbound, config.dispatch().bounds()))),
            config.dispatch().concurrency(),
            breakers);

    // Rules
    MasterKey masterKey =
        config
            .storage()
            .masterKey()
            .orElseGet(() -> MasterKeyFile.of(config.storage().folder(), isNew(store)));
    CallTokens callTokens = new CallTokens(masterKey);
    Access access = new Access(callTokens);
    IntegrationSecrets secrets = new IntegrationSecrets(masterKey);
    Events events = new Events(config.webhooks().kept());
    Callers callers = new Callers(store, access);
    AtomicReference<Runnable> wakeWorker = new AtomicReference<>(() -> {});
    Installing installing =
        Installing.over(
            store,
            access,
            events,
            callTokens,
            secrets,
            dispatches,
            config.lifecycle().times(),
            config.limits().context(),
            () -> wakeWorker.get().run());
    Telling telling =
        Telling.over(
            store,
            access,
            events,
            new EndpointSecrets(masterKey),
            meters.deliveries(
                new HttpWebhookSender(
                    outbound, config.dispatch().bounds().connect(), config.webhooks().timeout())),
            config.webhooks().times(),
            destinations::objection);
    this.worker =
        new Worker(
            store,
            Map.of(
                TaskKind.OPERATION, installing.lifecycle(),
                TaskKind.DELIVERY, telling.deliveries(),
                TaskKind.PROBE, telling.probes()));
    wakeWorker.set(worker::wake);
    Problems problems = new Problems(store, access);
    Doctor doctor = new Doctor(store, access, breakers);
    Declarations declarations = new Declarations(store, secrets, events);
    Caller.Operator operator = new Caller.Operator();
    declaration.ifPresent(it -> declarations.apply(operator, it).forEach(announcer));
    declarations.firstAdministrator(operator).ifPresent(announcer);
    declaration.ifPresent(it -> warnOfUnreachable(it, destinations));

    // Desks
    Bodies bodies = new Bodies(config.limits().body(), config.limits().json());
    boolean mirror = config.wire().mirrorsContext();
    Installations installations = installing.installations();
    Operations operations = installing.operations();
    Duration wait = config.lifecycle().patience();
    HandlerCalls calls = installing.handlerCalls();
    int body = config.dispatch().bounds().body();
    // The handler may take its time, and then the caller the same again.
    Duration longest = config.dispatch().bounds().total().multipliedBy(2);
    HealthResource health = new HealthResource(new Readiness(store, System::nanoTime), connections);
    this.routes =
        Routes.all(
            new IntegrationResource(TargetPath.SITE, installations, bodies, mirror),
            new IntegrationResource(TargetPath.TEAM, installations, bodies, mirror),
            new DoctorResource(TargetPath.SITE, installations, doctor, problems, bodies),
            new DoctorResource(TargetPath.TEAM, installations, doctor, problems, bodies),
            new CallHealthResource(doctor),
            new LifecycleResource(TargetPath.SITE, installations, operations, bodies, wait),
            new LifecycleResource(TargetPath.TEAM, installations, operations, bodies, wait),
            new HandlerResource(TargetPath.SITE, installations, calls, body, longest),
            new HandlerResource(TargetPath.TEAM, installations, calls, body, longest),
            new OperationResource(operations, bodies),
            WebhookRoutes.all(telling.webhooks(), bodies),
            new CallerResource(callers),
            health,
            new DocsResource());

    // Door
    this.open = new OpenConnections(config.listen().client());
    meters.watch(breakers);
    meters.watch(worker);
    meters.watch(bodies);
    meters.watch(open);
    List<Route> forOperators = Routes.ofManagement(health, new MetricsResource(meters::scrape));
    this.management = ManagementDoor.open(config, forOperators, connections);
    this.web = openDoor();
    management.ifPresent(it -> ownPorts.add(it.port()));
    ownPorts.add(web.port());
    worker.start();
  }

  private WebServer openDoor() {
    try {
      return Door.open(config, routes, connections, open, meters.requests());
    } catch (RuntimeException e) {
      management.ifPresent(WebServer::stop);
      open.close();
      throw e;
    }
  }

  /** They can be enabled all the same, by whoever calls their hosts directly. */
  private static void warnOfUnreachable(Declaration declaration, Destinations destinations) {
    for (DeclaredIntegration declared : declaration.integrations()) {
      declared
          .integration()
          .url()
          .flatMap(url -> destinations.objection(url.toString()))
          .ifPresent(
              objection ->
                  LOG.warn(
                      "Calls will not reach {}: {} dispatch.allow-private says what may be called"
                          + " beyond public addresses.",
                      declared.integration().slug(),
                      objection));
    }
  }

  /**
   * Starts a server: opens the store, applies the declaration, and listens.
   *
   * @param announcer is told of each token that had to be made, as soon as it is kept: nobody can
   *     ask for it again, even if the server then can't listen
   * @throws ServerFailedToStart with a sentence, if it can't listen
   */
  public static Server start(
      ServerConfig config, Optional<Declaration> declaration, Consumer<MadeToken> announcer) {
    return start(
        config,
        declaration,
        announcer,
        watch -> JdbcStore.open(config.storage().folder(), InstantSource.system(), watch),
        it -> it);
  }

  /**
   * Starts a server on a store, which is the server's to close from now on, even if it can't start.
   *
   * @param announcer is told of each token that had to be made, as soon as it is kept
   * @throws ServerFailedToStart with a sentence, if it can't listen
   */
  public static Server start(
      ServerConfig config,
      Optional<Declaration> declaration,
      Consumer<MadeToken> announcer,
      Store store) {
    return start(config, declaration, announcer, store, it -> it);
  }

  /**
   * Starts a server on a store, with something before what delivers calls to integrations, such as
   * one that records them.
   *
   * @param announcer is told of each token that had to be made, as soon as it is kept
   * @param before is given what delivers calls, and answers what to use in its place
   * @throws ServerFailedToStart with a sentence, if it can't listen
   */
  public static Server start(
      ServerConfig config,
      Optional<Declaration> declaration,
      Consumer<MadeToken> announcer,
      Store store,
      UnaryOperator<HandlerDispatcher> before) {
    return start(config, declaration, announcer, watch -> store, before);
  }

  /**
   * Starts a server on a store that it opens, and that is told who measures it.
   *
   * @param announcer is told of each token that had to be made, as soon as it is kept
   * @param opening opens the store, which is the server's to close
   * @param before is given what delivers calls, and answers what to use in its place
   * @throws ServerFailedToStart with a sentence, if it can't listen
   */
  public static Server start(
      ServerConfig config,
      Optional<Declaration> declaration,
      Consumer<MadeToken> announcer,
      Function<StoreWatch, Store> opening,
      UnaryOperator<HandlerDispatcher> before) {
    Meters meters = new Meters();
    try {
      Store store = opening.apply(meters.store());
      return start(config, declaration, announcer, store, before, meters);
    } catch (RuntimeException | Error e) {
      meters.close();
      throw e;
    }
  }

  private static Server start(
      ServerConfig config,
      Optional<Declaration> declaration,
      Consumer<MadeToken> announcer,
      Store store,
      UnaryOperator<HandlerDispatcher> before,
      Meters meters) {
    try {
      return new Server(config, declaration, announcer, store, before, meters);
    } catch (StoreUnavailable e) {
      store.close();
      throw new ServerFailedToStart(
          "The data in %s can't be used now: %s. Look at its disk, and start again."
              .formatted(config.storage().folder(), reason(e)),
          e);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /** A store without anybody has no secrets yet that a key would have to open. */
  private static boolean isNew(Store store) {
    return store.<Boolean>read(tx -> tx.users().isEmpty());
  }

  /** In the engine's words: it knows best, and an operator can search for them. */
  private static String reason(StoreUnavailable refusal) {
    Throwable cause = refusal.getCause();
    return String.valueOf(cause == null ? refusal.getMessage() : cause.getMessage());
  }

  /** Where it listens. */
  public URI url() {
    String scheme = config.listen().tls().isPresent() ? "https" : "http";
    return url(scheme, config.listen().bind(), web);
  }

  /** Where it tells metrics and health, if anywhere. */
  public Optional<URI> managementUrl() {
    return management.map(it -> url("http", config.management().bind(), it));
  }

  private static URI url(String scheme, String bind, WebServer listener) {
    String host = bind.contains(":") ? "[" + bind + "]" : bind;
    return URI.create(scheme + "://" + host + ":" + listener.port());
  }

  /** What it serves, in reading order. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * Stops: says at once that it isn't ready, goes on serving for {@code server.drain} so that load
   * balancers notice, then stops listening, lets finish what is in flight, and closes the store. It
   * tells how it is until the end. Closing again does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    connections.drain();
    boolean interrupted = false;
    try {
      Thread.sleep(config.listen().drain());
    } catch (InterruptedException e) {
      // Whoever is in a hurry shortens the drain, and nothing else: Helidon would refuse to stop.
      interrupted = true;
    }
    try {
      web.stop();
    } finally {
      open.close();
      worker.close();
      outbound.close();
      store.close();
      management.ifPresent(WebServer::stop);
      meters.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
