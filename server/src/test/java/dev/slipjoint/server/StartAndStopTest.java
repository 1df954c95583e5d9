package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.platform.catalog.MadeToken;
import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.store.jdbc.JdbcStore;
import dev.slipjoint.store.jdbc.StoreInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartAndStopTest {
  @TempDir Path folder;
  private final List<MadeToken> made = new ArrayList<>();

  private ServerConfig config(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("server.drain", "0s");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return TestServer.config(folder, all);
  }

  private Server start(String... settings) {
    return Server.start(config(settings), Optional.<Declaration>empty(), made::add);
  }

  private void assertThatTheFolderIsFree() {
    JdbcStore.open(folder, InstantSource.system()).close();
  }

  @Nested
  class Starting {

    @Test
    void onAFreePortTellsWhere() {
      try (Server server = start()) {
        assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
        assertThat(server.url().getPort()).isPositive();
        assertThat(new Asker(server.url(), Map.of()).get("/health/ready").text())
            .isEqualTo("{\"status\":\"ready\"}");
      }
    }

    @Test
    void withNothingDeclaredMakesAnAdministratorOnce() {
      String token;
      try (Server server = start()) {
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().user().value()).isEqualTo("admin");
        token = made.getFirst().text().reveal();
        assertThat(new Asker(server.url(), Map.of("netlify-token", token)).get("/caller").text())
            .isEqualTo("{\"kind\":\"user\",\"user\":\"admin\"}");
      }
      try (Server server = start()) {
        assertThat(made).hasSize(1);
        assertThat(new Asker(server.url(), Map.of("netlify-token", token)).get("/caller").status())
            .isEqualTo(200);
      }
    }

    @Test
    void withADeclarationMakesNoAdministrator() {
      Server.start(config(), Optional.of(Acme.declaration()), made::add).close();

      assertThat(made).isEmpty();
    }

    @Test
    void makesAMasterKeyForItsOwnersEyesOnlyAndKeepsIt() throws IOException {
      start().close();
      Path file = folder.resolve("master.key");
      String key = Files.readString(file);
      assertThat(Base64.getDecoder().decode(key.strip())).hasSize(32);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");

      start().close();

      assertThat(file).hasContent(key);
    }

    @Test
    void withAKeyOfItsOwnMakesNone() {
      start("keys.master", Base64.getEncoder().encodeToString(new byte[32])).close();

      assertThat(folder.resolve("master.key")).doesNotExist();
    }
  }

  @Nested
  class FailingToStart {

    @Test
    void onAPortThatIsTakenSaysSoAndLetsGoOfTheFolder() throws IOException {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String port = Integer.toString(taken.getLocalPort());

        assertThatThrownBy(() -> start("server.port", port))
            .isInstanceOf(ServerFailedToStart.class)
            .hasMessage(
                "Slipjoint can't listen on 127.0.0.1:%s. Is something else there already?"
                    + " Give another --port or --bind.",
                port);
      }
      assertThatTheFolderIsFree();
      start().close();
      // The first token was kept before the port was asked for, so it was told then.
      assertThat(made).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void onAnAddressOfAnotherMachineSaysSo(String address) {
      assertThatThrownBy(() -> start("server.bind", address))
          .isInstanceOf(ServerFailedToStart.class)
          .hasMessageStartingWith("Slipjoint can't listen on " + address + ":0.");
      assertThatTheFolderIsFree();
    }

    @Test
    void withoutTheMasterKeyThatSecretsMayBeUnderIsRefused() throws IOException {
      start().close();
      Files.delete(folder.resolve("master.key"));

      assertThatThrownBy(() -> start())
          .isInstanceOf(ServerFailedToStart.class)
          .hasMessageContaining("is missing")
          .hasMessageContaining("put it back, or set keys.master");
      assertThat(folder.resolve("master.key")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void withAMasterKeyThatIsNoneSaysWhereItIs(String key) throws IOException {
      Files.writeString(folder.resolve("master.key"), key);

      assertThatThrownBy(StartAndStopTest.this::start)
          .isInstanceOf(ServerFailedToStart.class)
          .hasMessage(
              "The master key %s can't be read: it must hold 32 bytes in base64.",
              folder.resolve("master.key"));
      assertThat(folder.resolve("master.key")).hasContent(key);
      assertThatTheFolderIsFree();
    }

    @Test
    void withAMasterKeyThatIsAFolderSaysWhereItIs() throws IOException {
      Files.createDirectory(folder.resolve("master.key"));

      assertThatThrownBy(StartAndStopTest.this::start).isInstanceOf(ServerFailedToStart.class);
      assertThatTheFolderIsFree();
    }

    @Test
    void onAStoreThatCannotIsToldInTheEnginesWords() {
      StoreUnavailable full = new StoreUnavailable(new IllegalStateException("[FULL] No room"));

      assertThatThrownBy(
              () ->
                  Server.start(
                      config("server.drain", "0s"),
                      Optional.of(Acme.declaration()),
                      made::add,
                      new FullStore(JdbcStore.open(folder, InstantSource.system()), full)))
          .isInstanceOf(ServerFailedToStart.class)
          .hasMessage(
              "The data in %s can't be used now: [FULL] No room."
                  + " Look at its disk, and start again.",
              folder);
      assertThatTheFolderIsFree();
    }

    @Test
    void onAFolderInUseLeavesTheOtherOneAlone() {
      try (Server server = start()) {
        assertThatThrownBy(StartAndStopTest.this::start).isInstanceOf(StoreInUseException.class);

        assertThat(new Asker(server.url(), Map.of()).get("/health/ready").status()).isEqualTo(200);
      }
    }
  }

  @Nested
  class TellingOperators {

    @Test
    void isOnAPortOfItsOwnOrOff() {
      try (Server server = start("management.port", "0")) {
        URI url = server.managementUrl().orElseThrow();
        assertThat(url.getPort()).isNotEqualTo(server.url().getPort());
        assertThat(new Asker(url, Map.of()).get("/metrics").status()).isEqualTo(200);
      }
      try (Server server = start("management.port", "off")) {
        assertThat(server.managementUrl()).isEmpty();
      }
    }

    @Test
    void onAPortThatIsTakenSaysWhichSettingAndDoesNotStart() throws IOException {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String port = Integer.toString(taken.getLocalPort());

        assertThatThrownBy(() -> start("management.port", port))
            .isInstanceOf(ServerFailedToStart.class)
            .hasMessage(
                "Slipjoint can't tell metrics on 127.0.0.1:%s. Is something else there already?"
                    + " Set management.port to another port, to 0 for a free one, or to off.",
                port);
      }
      assertThatTheFolderIsFree();
    }

    @Test
    void endsWithAServerThatCannotListen() throws IOException {
      int management;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        management = free.getLocalPort();
      }
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String port = Integer.toString(taken.getLocalPort());
        assertThatThrownBy(
                () -> start("server.port", port, "management.port", Integer.toString(management)))
            .isInstanceOf(ServerFailedToStart.class)
            .hasMessageContaining("--port or --bind");
      }

      try (ServerSocket again = new ServerSocket(management, 1, InetAddress.getLoopbackAddress())) {
        assertThat(again.isBound()).isTrue();
      }
    }

    @Test
    void goesOnWhileTheServerStopsAndEndsLast() throws Exception {
      Server server = start("server.drain", "1500ms", "management.port", "0");
      Asker operator = new Asker(server.managementUrl().orElseThrow(), Map.of());
      assertThat(operator.get("/health/ready").status()).isEqualTo(200);

      Thread stopping = Thread.ofVirtual().start(server::close);
      Reply ready = operator.get("/health/ready");
      for (int i = 0; i < 100 && ready.status() == 200; i++) {
        Thread.sleep(5);
        ready = operator.get("/health/ready");
      }

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.text()).isEqualTo("{\"status\":\"stopping\"}");
      assertThat(Scrape.of(operator).names()).contains("slipjoint_writer_queue");
      assertThat(stopping.isAlive()).isTrue();
      stopping.join(Duration.ofSeconds(10));
      assertThatThrownBy(() -> operator.get("/metrics")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Nested
  class Stopping {

    @Test
    void isToldAtOnceWhileRequestsAreStillServed() throws Exception {
      Server server =
          Server.start(
              config("server.drain", "1500ms"), Optional.of(Acme.declaration()), made::add);
      Asker asker = new Asker(server.url(), Map.of("netlify-token", Acme.OWNER_TOKEN));
      assertThat(asker.get("/health/ready").status()).isEqualTo(200);

      Thread stopping = Thread.ofVirtual().start(server::close);
      Reply ready = asker.get("/health/ready");
      for (int i = 0; i < 100 && ready.status() == 200; i++) {
        Thread.sleep(5);
        ready = asker.get("/health/ready");
      }

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.text()).isEqualTo("{\"status\":\"stopping\"}");
      assertThat(ready.header("Connection")).isEqualTo("close");
      assertThat(asker.get("/health/live").status()).isEqualTo(200);
      Reply served = asker.post("/site/site-www/integrations/cool-integration", "{}");
      assertThat(served.status()).isEqualTo(201);
      assertThat(served.header("Connection")).isEqualTo("close");
      assertThat(stopping.isAlive()).isTrue();
      stopping.join(Duration.ofSeconds(10));
      assertThatThrownBy(() -> asker.get("/health/live")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void letsARequestInFlightFinish() throws Exception {
      Server server = Server.start(config(), Optional.of(Acme.declaration()), made::add);
      Thread stopping;
      try (RawSocket socket = new RawSocket(server.url())) {
        socket.send(
            """
            POST /site/site-www/integrations/cool-integration HTTP/1.1
            Host: x
            netlify-token: %s
            Content-Length: 24
            Expect: 100-continue

            """
                .replace("\n", "\r\n")
                .formatted(Acme.OWNER_TOKEN));
        assertThat(socket.textUntil("\r\n\r\n")).contains("100 Continue");
        socket.send("{\"config\"");

        stopping = Thread.ofVirtual().start(server::close);
        waitUntilNobodyListens(server);
        socket.send(":{\"late\":true}}");

        assertThat(socket.reply().orElseThrow().status()).isEqualTo(201);
      }
      stopping.join(Duration.ofSeconds(10));
      assertThat(stopping.isAlive()).isFalse();
      try (Server again = start()) {
        assertThat(
                new Asker(again.url(), Map.of("netlify-token", Acme.OWNER_TOKEN))
                    .get("/site/site-www/integrations/cool-integration")
                    .config())
            .hasToString("{\"late\":true}");
      }
    }

    @Test
    void doesNotWaitForIdleConnections() throws IOException {
      Server server = start();
      try (RawSocket idle = new RawSocket(server.url())) {
        idle.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(idle.reply()).isPresent();
        long start = System.nanoTime();

        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(idle.isClosed()).isTrue();
      }
      assertThatTheFolderIsFree();
    }

    @Test
    void twiceIsOnce() {
      Server server = start();
      server.close();
      server.close();
      assertThatTheFolderIsFree();
    }

    @Test
    void whenInterruptedStillClosesTheStore() throws InterruptedException {
      Server server = start("server.drain", "10s");
      Thread stopping = Thread.ofPlatform().start(server::close);
      stopping.interrupt();
      stopping.join(Duration.ofSeconds(8));

      assertThat(stopping.isAlive()).isFalse();
      assertThatTheFolderIsFree();
    }

    private static void waitUntilNobodyListens(Server server) throws InterruptedException {
      var url = server.url();
      for (int i = 0; i < 1000; i++) {
        try (RawSocket socket = new RawSocket(url)) {
          assertThat(socket).isNotNull();
          Thread.sleep(5);
        } catch (IOException e) {
          return;
        }
      }
      throw new AssertionError("Somebody still listens");
    }
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() {
    List<String> contexts = List.of("{\"n\":1.10}", "{\"n\":1e2,\"b\":-0.0}");
    try (Server server = Server.start(config(), Optional.of(Acme.declaration()), made::add)) {
      Asker owner = new Asker(server.url(), Map.of("netlify-token", Acme.OWNER_TOKEN));
      owner.post("/site/site-www/integrations/site-only", body(contexts.get(0))).token();
      owner.post("/team/team-acme/integrations/team-only", body(contexts.get(1))).token();
    }
    try (Server server = Server.start(config(), Optional.of(Acme.declaration()), made::add)) {
      Asker owner = new Asker(server.url(), Map.of("netlify-token", Acme.OWNER_TOKEN));
      assertThat(owner.get("/site/site-www/integrations/site-only").config())
          .hasToString(contexts.get(0));
      assertThat(owner.get("/team/team-acme/integrations/team-only").config())
          .hasToString(contexts.get(1));
    }
  }

  private static String body(String context) {
    return "{\"config\":" + context + "}";
  }

  /** As on a disk without room, where reads go on. */
  private record FullStore(Store store, StoreUnavailable refusal) implements Store {

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return store.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      throw refusal;
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
