package dev.slipjoint.cli;

import dev.slipjoint.platform.catalog.MadeToken;
import dev.slipjoint.server.Logs;
import dev.slipjoint.server.Server;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.file.PlatformFile;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipjoint serve}: the server alone, until it is told to stop. */
@Command(
    name = "serve",
    description = "Runs the server until it is stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Mixin private ServerFlags flags = new ServerFlags();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    ServerConfig config = ServerConfig.from(flags.sources(System.getenv()));
    Logs.configure(config.log());
    var declaration =
        config.platform().file().map(file -> PlatformFile.read(file, System.getenv()));
    PrintWriter out = spec.commandLine().getOut();
    Server server = Server.start(config, declaration, made -> tell(out, made));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    warnIfExposed(server.url());
    server.managementUrl().ifPresent(it -> LOG.info("Metrics and health are told on {}", it));
    out.printf(
        "Slipjoint is ready on %s (data in %s, started in %d ms)%n",
        server.url(), config.storage().folder(), (System.nanoTime() - start) / 1_000_000);
    out.flush();
    new CountDownLatch(1).await(); // the process ends by a signal
    return 0;
  }

  private static void warnIfExposed(URI url) {
    boolean exposed =
        !new InetSocketAddress(url.getHost(), url.getPort()).getAddress().isLoopbackAddress();
    if (exposed && url.getScheme().equals("http")) {
      LOG.warn(
          "Others can reach this server, and it has no TLS: put a proxy with TLS in front, or set"
              + " server.tls.certificate and server.tls.key");
    }
  }

  private static void stop(Server server) {
    LOG.info("Stopping: no longer ready, finishing what is in flight");
    server.close();
  }

  private static void tell(PrintWriter out, MadeToken made) {
    out.printf(
        "Token \"%s\" of user %s was made, and is shown this once: %s%n",
        made.name(), made.user(), made.text().reveal());
    out.flush();
  }
}
