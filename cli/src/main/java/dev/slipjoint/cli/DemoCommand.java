package dev.slipjoint.cli;

import dev.slipjoint.sdk.NetlifyIntegrationClient;
import dev.slipjoint.server.Logs;
import dev.slipjoint.server.Server;
import dev.slipjoint.server.config.ConfigSources;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.file.PlatformFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code slipjoint demo}: a platform with a few inhabitants, an integration as a program of its
 * own, and lines to paste. The tokens are the same at every start, so that pasted lines work again;
 * they open nothing but this throw-away platform, which only this machine can reach.
 */
@Command(
    name = "demo",
    description = "Shows an integration being enabled, called and disabled, with lines to paste.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String OWNER_TOKEN = "demo-token-of-ada-the-owner";
  private static final String VIEWER_TOKEN = "demo-token-of-bob-the-viewer";
  private static final int PLATFORM_PORT = 8484;
  private static final int INTEGRATION_PORT = 9000;
  private static final String SECRET = "demo-secret-of-cool-integration";
  private static final Duration TO_START = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipjoint-demo-");
    Stopper stopper = new Stopper();
    stopper.add(() -> delete(folder));
    Runtime.getRuntime().addShutdownHook(new Thread(stopper::close, "stop"));
    try (stopper) {
      return run(folder, stopper);
    }
  }

  private int run(Path folder, Stopper stopper) throws IOException, InterruptedException {
    int port = freePort(INTEGRATION_PORT);
    URI integration = URI.create("http://127.0.0.1:" + port);
    Server server = server(folder, integration);
    stopper.add(server::close);

    DemoScreen screen = new DemoScreen(spec.commandLine().getOut());
    DemoChanges changes =
        new DemoChanges(
            new NetlifyIntegrationClient(server.url(), "cool-integration", OWNER_TOKEN));
    DemoIntegration program =
        DemoIntegration.start(server.url(), port, SECRET, line -> show(line, screen, changes));
    stopper.add(program::close);
    awaitListening(program, port);
    changes.lookAt("site-www", "team-acme");
    screen.welcome(server.url(), integration, OWNER_TOKEN, VIEWER_TOKEN, PLATFORM_PORT);
    program.await();
    if (stopper.isStopping()) {
      return 0;
    }
    throw new DemoFailed("The integration ended by itself; what it printed is above.");
  }

  private static Server server(Path folder, URI integration) throws IOException {
    Path file = folder.resolve("platform.yaml");
    try (InputStream in = DemoCommand.class.getResourceAsStream("demo-platform.yaml")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    ServerConfig config =
        ServerConfig.from(
            new ConfigSources()
                .flag("demo", "server.port", Integer.toString(freePort(PLATFORM_PORT)))
                .flag("demo", "server.drain", "0s")
                .flag("demo", "management.port", "off")
                .flag("demo", "data.folder", folder.resolve("data").toString())
                .flag("demo", "dispatch.allow-private", integration.getAuthority())
                .flag("demo", "log.level", "warn"));
    Logs.configure(config.log());
    Map<String, String> variables =
        Map.of(
            "OWNER_TOKEN", OWNER_TOKEN,
            "VIEWER_TOKEN", VIEWER_TOKEN,
            "INTEGRATION_SECRET", SECRET,
            "INTEGRATION_URL", integration.toString());
    return Server.start(config, Optional.of(PlatformFile.read(file, variables)), made -> {});
  }

  private static void show(String line, DemoScreen screen, DemoChanges changes) {
    DemoCall.in(line)
        .ifPresentOrElse(call -> screen.call(call, changes.since(call)), () -> screen.line(line));
  }

  /** The port that the README's lines have, or else any. */
  private static int freePort(int preferred) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket(preferred, 1, loopback)) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
        return socket.getLocalPort();
      }
    }
  }

  private static void awaitListening(DemoIntegration program, int port)
      throws InterruptedException {
    long deadline = System.nanoTime() + TO_START.toNanos();
    while (!listens(port)) {
      if (!program.isRunning() || System.nanoTime() > deadline) {
        throw new DemoFailed("The integration did not start; what it printed is above.");
      }
      Thread.sleep(20);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("The folder " + folder + " could not be deleted.");
    }
  }
}
