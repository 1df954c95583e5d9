package dev.slipjoint.conformance;

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
import java.util.HashMap;
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

  /** One that goes on where another one in that folder has ended. */
  static RunningPlatform again(Path folder) throws IOException {
    return in(folder.resolve("platform.yaml"), settings(folder).flag("test", "server.drain", "0s"));
  }

  /** One that takes its time to stop. */
  static RunningPlatform in(Path folder, String drain) throws IOException {
    return in(declaration(folder), settings(folder).flag("test", "server.drain", drain));
  }

  /** One whose cool-integration runs there; small bounds for calls are soon reached. */
  static RunningPlatform in(Path folder, URI host) throws IOException {
    return in(
        declaration(folder, host),
        settings(folder)
            .flag("test", "server.drain", "0s")
            .flag("test", "dispatch.concurrency", "1")
            .flag("test", "dispatch.body", "64KiB")
            .flag("test", "lifecycle.wait", "500ms"));
  }

  /** One that calls cool-integration on that port of this machine. */
  static RunningPlatform calling(Path folder, int port) throws IOException {
    return in(
        declaration(folder, URI.create("http://127.0.0.1:" + port)),
        settings(folder).flag("test", "server.drain", "0s"));
  }

  private static Path declaration(Path folder, URI host) throws IOException {
    Path file = declaration(folder);
    Files.writeString(file, Files.readString(file).replace(COOL_URL, host.toString()));
    return file;
  }

  private static ConfigSources settings(Path folder) {
    return new ConfigSources()
        .flag("test", "server.port", "0")
        .flag("test", "management.port", "off")
        .flag("test", "dispatch.allow-private", "127.0.0.1")
        .flag("test", "data.folder", folder.resolve("data").toString())
        .flag("test", "log.level", "error");
  }

  private static RunningPlatform in(Path file, ConfigSources settings) throws IOException {
    ServerConfig config = ServerConfig.from(settings);
    Logs.configure(config.log());
    return new RunningPlatform(
        Server.start(config, Optional.of(PlatformFile.read(file, Map.of())), made -> {}));
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

  /** Asks as that caller, with other headers too. */
  Answer ask(String method, String path, String token, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("netlify-token", token);
    return Http.call(method, url + path, all, body);
  }

  @Override
  public void close() {
    server.close();
  }
}
