package dev.slipjoint.server.config;

import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.dispatch.BreakerMode;
import dev.slipjoint.platform.event.WebhookTimes;
import dev.slipjoint.platform.installation.LifecycleTimes;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.server.connection.ConnectionLimits;
import dev.slipjoint.server.outbound.OutboundBounds;
import dev.slipjoint.server.outbound.PrivateAddresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Everything that the server is told, as typed values. docs/reference/configuration.md. */
public record ServerConfig(
    Listen listen,
    Management management,
    Storage storage,
    Platform platform,
    Wire wire,
    Limits limits,
    Dispatch dispatch,
    Lifecycle lifecycle,
    Webhooks webhooks,
    Log log) {

  /**
   * Where and how to listen.
   *
   * @param connections at a time
   * @param client what one client may take of them, and of the time
   */
  public record Listen(
      String bind,
      int port,
      Duration drain,
      int connections,
      ConnectionLimits client,
      Optional<Tls> tls) {}

  /** The PEM files with which the server speaks HTTPS. */
  public record Tls(Path certificate, Path key) {}

  /**
   * Where operators are told how the server is.
   *
   * @param port empty if nowhere
   */
  public record Management(String bind, Optional<Integer> port) {}

  /** Where the memory is. */
  public record Storage(Path folder, Optional<MasterKey> masterKey) {}

  /** What is declared at start. */
  public record Platform(Optional<Path> file) {}

  /** How answers look. */
  public record Wire(boolean mirrorsContext) {}

  /**
   * How much is taken.
   *
   * @param body bytes of a request's body
   * @param context bytes of a context's canonical text
   * @param json what a context may hold
   */
  public record Limits(int body, int context, JsonLimits json, Head head) {}

  /**
   * How much is read before a body.
   *
   * @param requestLine bytes of the request line
   * @param headers bytes of all headers
   * @param header bytes of one
   * @param count of them
   */
  public record Head(int requestLine, int headers, int header, int count) {}

  /**
   * Where integrations may be called, and how long and how much is waited for.
   *
   * @param allowPrivate what may be called beyond public addresses
   * @param ports of public addresses
   * @param bounds of one call
   * @param concurrency calls at a time for one installation
   */
  public record Dispatch(
      PrivateAddresses allowPrivate,
      Set<Integer> ports,
      OutboundBounds bounds,
      int concurrency,
      BreakerMode breaker) {}

  /**
   * How long enabling and disabling take.
   *
   * @param patience after which they are answered without their outcome
   */
  public record Lifecycle(Duration patience, LifecycleTimes times) {}

  /**
   * How endpoints are told of events.
   *
   * @param timeout of one attempt
   * @param kept how long events and deliveries stay
   */
  public record Webhooks(WebhookTimes times, Duration timeout, Duration kept) {}

  /**
   * How much is told, and in which form.
   *
   * @param access whether each request has a line
   */
  public record Log(LogFormat format, LogLevel level, boolean access) {}

  /**
   * Makes the configuration.
   *
   * @throws ConfigRefused with every mistake of every source
   */
  public static ServerConfig from(ConfigSources sources) {
    sources.together(Settings.TLS_CERTIFICATE, Settings.TLS_KEY).refuseMistakes();
    return new ServerConfig(
        new Listen(
            sources.value(Settings.BIND),
            sources.value(Settings.PORT),
            sources.value(Settings.DRAIN),
            sources.value(Settings.CONNECTIONS),
            client(sources),
            tls(sources)),
        new Management(
            sources.value(Settings.MANAGEMENT_BIND), sources.value(Settings.MANAGEMENT_PORT)),
        new Storage(sources.value(Settings.DATA), sources.value(Settings.MASTER_KEY)),
        new Platform(sources.value(Settings.PLATFORM_FILE)),
        new Wire(sources.value(Settings.MIRROR_CONTEXT)),
        new Limits(
            sources.value(Settings.BODY),
            sources.value(Settings.CONTEXT),
            json(sources),
            new Head(
                sources.value(Settings.REQUEST_LINE),
                sources.value(Settings.HEADERS),
                sources.value(Settings.HEADER),
                sources.value(Settings.HEADER_COUNT))),
        dispatch(sources),
        new Lifecycle(
            sources.value(Settings.LIFECYCLE_WAIT),
            new LifecycleTimes(
                sources.value(Settings.LIFECYCLE_DEADLINE),
                sources.value(Settings.LIFECYCLE_CONFIRM),
                sources.value(Settings.LIFECYCLE_PAUSE))),
        new Webhooks(
            new WebhookTimes(
                sources.value(Settings.WEBHOOKS_SCHEDULE),
                sources.value(Settings.WEBHOOKS_PAUSE_AFTER)),
            sources.value(Settings.WEBHOOKS_TIMEOUT),
            sources.value(Settings.WEBHOOKS_KEEP)),
        new Log(
            sources.value(Settings.LOG_FORMAT),
            sources.value(Settings.LOG_LEVEL),
            sources.value(Settings.LOG_ACCESS)));
  }

  private static ConnectionLimits client(ConfigSources sources) {
    return new ConnectionLimits(
        sources.value(Settings.STRANGERS),
        sources.value(Settings.TRUSTED_PROXIES),
        sources.value(Settings.IDLE),
        sources.value(Settings.HEAD_TIME),
        sources.value(Settings.BODY_TIME),
        sources.value(Settings.BODY_RATE),
        sources.value(Settings.ANSWER_TIME));
  }

  private static Optional<Tls> tls(ConfigSources sources) {
    return sources
        .value(Settings.TLS_CERTIFICATE)
        .flatMap(it -> sources.value(Settings.TLS_KEY).map(key -> new Tls(it, key)));
  }

  private static Dispatch dispatch(ConfigSources sources) {
    return new Dispatch(
        sources.value(Settings.ALLOW_PRIVATE),
        sources.value(Settings.DISPATCH_PORTS),
        new OutboundBounds(
            sources.value(Settings.DISPATCH_CONNECT),
            sources.value(Settings.DISPATCH_FIRST_BYTE),
            sources.value(Settings.DISPATCH_TOTAL),
            sources.value(Settings.DISPATCH_BODY)),
        sources.value(Settings.DISPATCH_CONCURRENCY),
        sources.value(Settings.DISPATCH_BREAKER));
  }

  private static JsonLimits json(ConfigSources sources) {
    return new JsonLimits(
        sources.value(Settings.DEPTH),
        sources.value(Settings.MEMBERS),
        sources.value(Settings.VALUES),
        sources.value(Settings.STRING),
        sources.value(Settings.NAME),
        sources.value(Settings.NUMBER));
  }
}
