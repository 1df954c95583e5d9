package dev.slipjoint.server.config;

import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.protocol.json.JsonLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything that the server is told, as typed values. docs/reference/configuration.md. */
public record ServerConfig(
    Listen listen, Storage storage, Platform platform, Wire wire, Limits limits, Log log) {

  /** Where and how to listen. */
  public record Listen(String bind, int port, Duration drain, int connections, Optional<Tls> tls) {}

  /** The PEM files with which the server speaks HTTPS. */
  public record Tls(Path certificate, Path key) {}

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
   * @param headers bytes of a request's header block
   */
  public record Limits(int body, int context, JsonLimits json, int headers) {}

  /** How much is told, and in which form. */
  public record Log(LogFormat format, LogLevel level) {}

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
            tls(sources)),
        new Storage(sources.value(Settings.DATA), sources.value(Settings.MASTER_KEY)),
        new Platform(sources.value(Settings.PLATFORM_FILE)),
        new Wire(sources.value(Settings.MIRROR_CONTEXT)),
        new Limits(
            sources.value(Settings.BODY),
            sources.value(Settings.CONTEXT),
            json(sources),
            sources.value(Settings.HEADERS)),
        new Log(sources.value(Settings.LOG_FORMAT), sources.value(Settings.LOG_LEVEL)));
  }

  private static Optional<Tls> tls(ConfigSources sources) {
    return sources
        .value(Settings.TLS_CERTIFICATE)
        .flatMap(it -> sources.value(Settings.TLS_KEY).map(key -> new Tls(it, key)));
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
