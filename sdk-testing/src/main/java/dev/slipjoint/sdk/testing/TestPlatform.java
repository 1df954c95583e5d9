package dev.slipjoint.sdk.testing;

import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.IntegrationSecrets;
import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.Declarations;
import dev.slipjoint.platform.event.Events;
import dev.slipjoint.platform.store.Store;
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
import java.util.Optional;

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
 * closed: the same store as in production, not one in memory that behaves a little differently.
 *
 * <p>It logs through SLF4J and sets no logging up. It may be used by many threads at once.
 */
public final class TestPlatform implements AutoCloseable {

  /** The id of the team. */
  public static final String TEAM = "team-acme";

  private final DataFolder folder;
  private final SettableClock clock = new SettableClock();
  private final Server server;
  private final Declarations declarations;
  private final UserTokens tokens;
  private final Relay relay;
  private final Faults faults;

  private TestPlatform(DataFolder folder) {
    this.folder = folder;
    byte[] key = MasterKey.random();
    Store store = JdbcStore.open(folder.path(), clock);
    this.server = Server.start(config(folder.path(), key), people(), made -> {}, store);
    this.declarations =
        new Declarations(store, new IntegrationSecrets(new MasterKey(key)), new Events());
    this.tokens = new UserTokens(declarations);
    this.relay = Relay.before(server.url());
    this.faults = new Faults(relay, tokens);
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
            .flag("test", "server.drain", "0s"));
  }

  /** Starts one, with nothing in it but the team and its people. */
  public static TestPlatform start() {
    return new TestPlatform(DataFolder.make());
  }

  /** Where it is. */
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

  /**
   * What to make the integration of that slug with, so that it asks this platform.
   *
   * @throws IllegalArgumentException if the slug can't be one
   */
  public IntegrationSettings settings(String slug) {
    return IntegrationSettings.of(slug).withPlatform(url());
  }

  /**
   * Makes an integration known here, for every team, and for sites as well as teams. It is enabled
   * nowhere yet. It must have been made with {@link #settings}, for an integration asks the
   * platform that its settings name. It isn't served: its handlers are called in this process.
   */
  public TestIntegration install(NetlifyIntegration integration) {
    declare(Acme.integration(integration.slug()));
    return new TestIntegration(this, integration);
  }

  void declare(Declaration declaration) {
    declarations.apply(new Caller.Operator(), declaration);
  }

  /** Asks past every fault: what a test looks at is what the platform keeps. */
  NetlifyIntegrationClient observer(String slug) {
    return new NetlifyIntegrationClient(server.url(), slug, tokens.observer());
  }

  /** Stops it, and forgets everything that it kept. */
  @Override
  public void close() {
    relay.close();
    try {
      server.close();
    } finally {
      folder.delete();
    }
  }
}
