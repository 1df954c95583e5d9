package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declarations;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.nouns.RandomText;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.sdk.IntegrationServer;
import dev.slipjoint.sdk.IntegrationSettings;
import dev.slipjoint.sdk.NetlifyIntegration;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import dev.slipjoint.server.Server;
import dev.slipjoint.server.config.ConfigSources;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.store.jdbc.JdbcStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A platform for tests: the real server, in this process, on a free port of this machine, with a
 * team, {@value #TEAM}, that has an owner and a viewer.
 *
 * <pre>{@code
 * var integration = new NetlifyIntegration(platform.settings("cool-integration"));
 * integration.addApiHandler("cool-function", …);
 * var site = platform.install(integration).onSite("site-www");
 *
 * var answer = site.call("cool-function");
 *
 * assertEquals(200, answer.status());
 * assertEquals("custom_value", site.context().string("custom_field"));
 * }</pre>
 *
 * <p>In JUnit, {@link TestPlatformExtension} starts and closes it. What it keeps is in a SQLite
 * database in a folder of its own among the machine's temporary ones, which is deleted when it is
 * closed: the same store as in production, with its write-ahead log, its locks and its crash
 * safety. One in memory would have none of these, and would save only some milliseconds.
 *
 * <p>It logs through SLF4J and sets no logging up. It may be used by many threads at once.
 */
public final class TestPlatform implements AutoCloseable {

  /** The id of the team. */
  public static final String TEAM = "team-acme";

  /** The address that integrations are served on, whichever of the two this machine prefers. */
  private static final String LOOPBACK = "127.0.0.1,[::1]";

  private final DataFolder folder;
  private final SettableClock clock = new SettableClock();
  private final String secret = RandomText.ofLength(32);
  private final Store store;
  private final Server server;
  private final RecordingDispatcher recorder;
  private final Declarations declarations;
  private final UserTokens tokens;
  private final Relay relay;
  private final Faults faults;
  private final Posting posting = new Posting();
  private final Set<IntegrationServer> hosts = ConcurrentHashMap.newKeySet();

  private TestPlatform(DataFolder folder) {
    this.folder = folder;
    byte[] key = MasterKey.random();
    ServerConfig config = config(folder.path(), key);
    this.store = JdbcStore.open(folder.path(), clock);
    AtomicReference<RecordingDispatcher> recording = new AtomicReference<>();
    AtomicReference<FaultyDelivery> delivery = new AtomicReference<>();
    this.server =
        Server.start(
            config,
            people(),
            made -> {},
            store,
            real -> {
              recording.set(new RecordingDispatcher(real));
              delivery.set(
                  new FaultyDelivery(recording.get(), config.dispatch().bounds().firstByte()));
              return delivery.get();
            });
    this.recorder = recording.get();
    this.declarations =
        new Declarations(store, new IntegrationSecrets(new MasterKey(key)), new Events());
    this.tokens = new UserTokens(declarations);
    this.relay = Relay.before(server.url());
    this.faults = new Faults(relay, delivery.get(), tokens);
  }

  private static Optional<Declaration> people() {
    return Optional.of(Acme.people());
  }

  private static ServerConfig config(Path folder, byte[] key) {
    return ServerConfig.from(
        new ConfigSources()
            .flag("test", "data.folder", folder.toString())
            .flag("test", "keys.master", Base64.getEncoder().encodeToString(key))
            .flag("test", "server.port", "0")
            .flag("test", "server.drain", "0s")
            .flag("test", "management.port", "off")
            .flag("test", "dispatch.allow-private", LOOPBACK)
            // Who waits for an operation here knows better when to stop: where only the clock
            // helps.
            .flag("test", "lifecycle.wait", "0s"));
  }

  /** Starts one, with nothing in it but the team and its people. */
  public static TestPlatform start() {
    return new TestPlatform(DataFolder.make());
  }

  /** Where integrations reach it. */
  public URI url() {
    return relay.url();
  }

  /** Its time. */
  public SettableClock clock() {
    return clock;
  }

  /** What can go wrong with it. */
  public Faults faults() {
    return faults;
  }

  /** A token of the team's owner, who may do everything. */
  public String ownerToken() {
    return tokens.owner();
  }

  /** One more token of the team's owner, which expires when {@link #clock()} has gone so far. */
  public String ownerToken(Duration lifetime) {
    return tokens.ownerUntil(clock.instant().plus(lifetime));
  }

  /** A token of the team's viewer, who may look at everything and change nothing. */
  public String viewerToken() {
    return tokens.viewer();
  }

  /** What it sent to integrations so far, in order. */
  public List<Dispatch> dispatches() {
    return recorder.dispatches();
  }

  /**
   * What to make the integration of that slug with, so that it asks this platform, shares a secret
   * with it, and has the same time.
   *
   * @throws IllegalArgumentException if the slug can't be one
   */
  public IntegrationSettings settings(String slug) {
    return IntegrationSettings.of(slug)
        .withPlatform(url())
        .withSecrets(secret(slug))
        .withClock(clock);
  }

  private String secret(String slug) {
    return secret + "-" + slug;
  }

  /**
   * Serves an integration on a free port of this machine until this platform is closed, and makes
   * it known here, for every team, and for sites as well as teams. It is enabled nowhere yet. It
   * must have been made with {@link #settings}, and can't be given more handlers from now on.
   * Another one of the same slug takes its place.
   */
  public TestIntegration install(NetlifyIntegration integration) {
    IntegrationServer host = integration.serve(0);
    hosts.add(host);
    String slug = integration.slug();
    declare(Acme.integration(slug, host.url(), new Secret(secret(slug))));
    return new TestIntegration(this, slug, host.url());
  }

  Calls calls(String slug, URI host) {
    return new Calls(
        server.url(), host, slug, posting, new Movement(store), observer(slug), ownerToken());
  }

  void declare(Declaration declaration) {
    declarations.apply(new Caller.Operator(), declaration);
  }

  /** Asks past every fault: what a test looks at is what the platform keeps. */
  private NetlifyIntegrationClient observer(String slug) {
    return new NetlifyIntegrationClient(server.url(), slug, tokens.observer());
  }

  /** Stops it and what was installed on it, and forgets everything that it kept. */
  @Override
  public void close() {
    relay.close();
    posting.close();
    try {
      server.close();
    } finally {
      hosts.forEach(IntegrationServer::close);
      folder.delete();
    }
  }
}
