package dev.slipjoint.conformance;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.server.Logs;
import dev.slipjoint.server.Server;
import dev.slipjoint.server.api.Route;
import dev.slipjoint.server.config.ConfigSources;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.file.PlatformFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A real server on a free port, in a folder of its own, with the inhabitants of platform.yaml. */
final class RunningPlatform implements AutoCloseable {
  static final String OWNER = "token-of-ada-who-owns-acme";
  static final String DEVELOPER = "token-of-dan-who-develops";
  static final String VIEWER = "token-of-bob-who-may-look";
  static final String STRANGER = "token-of-eve-the-stranger";
  static final String EXPIRED = "token-of-eve-that-is-over";
  static final String UNKNOWN = "a-token-nobody-was-ever-given";

  static final String SITE = "site-www";
  static final String TEAM = "team-acme";
  static final String SLUG = "cool-integration";
  static final String ON_SITE = "/site/" + SITE + "/integrations/" + SLUG;
  static final String ON_TEAM = "/team/" + TEAM + "/integrations/" + SLUG;

  private static final String COOL_URL = "http://127.0.0.1:9000/";

  private final Server server;
  private final URI url;

  private RunningPlatform(Server server) {
    this.server = server;
    this.url = server.url();
  }

  static RunningPlatform in(Path folder) throws IOException {
    return in(folder, "0s");
  }

  /** One that takes its time to stop. */
  static RunningPlatform in(Path folder, String drain) throws IOException {
    return started(folder, drain, PlatformFile.read(declaration(folder), Map.of()), "");
  }

  /** One that calls cool-integration on that port of this machine. */
  static RunningPlatform calling(Path folder, int port) throws IOException {
    Path file = declaration(folder);
    Files.writeString(file, Files.readString(file).replace(COOL_URL, "${COOL_URL}"));
    Declaration declaration =
        PlatformFile.read(file, Map.of("COOL_URL", "http://127.0.0.1:" + port));
    return started(folder, "0s", declaration, "127.0.0.1:" + port);
  }

  private static RunningPlatform started(
      Path folder, String drain, Declaration declaration, String allowed) {
    ServerConfig config =
        ServerConfig.from(
            new ConfigSources()
                .flag("test", "server.port", "0")
                .flag("test", "server.drain", drain)
                .flag("test", "data.folder", folder.resolve("data").toString())
                .flag("test", "dispatch.allow-private", allowed)
                .flag("test", "log.level", "error"));
    Logs.configure(config.log());
    return new RunningPlatform(Server.start(config, Optional.of(declaration), made -> {}));
  }

  /** The platform file, put into that folder. */
  static Path declaration(Path folder) throws IOException {
    Path file = folder.resolve("platform.yaml");
    try (InputStream in = RunningPlatform.class.getResourceAsStream("platform.yaml")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  /** Where it listens, or did until it was closed. */
  URI url() {
    return url;
  }

  List<Route> routes() {
    return server.routes();
  }

  /** Asks as that caller. */
  Answer ask(String method, String path, String token) {
    return Http.call(method, url + path, Map.of("netlify-token", token), "");
  }

  /** Asks as that caller, with a JSON body. */
  Answer ask(String method, String path, String token, String json) {
    return Http.call(method, url + path, Map.of("netlify-token", token), json);
  }

  @Override
  public void close() {
    server.close();
  }
}
