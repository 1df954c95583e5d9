package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.PlatformException.StoreUnavailable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a store that fails, and what every answer has. */
class ErrorsTest {
  private static final String SECRET = "secret-of-the-engine";
  private static final FailingStore.Switch failing = new FailingStore.Switch();

  @RegisterExtension
  static final TestServer server =
      TestServer.ofAcme().behind(store -> new FailingStore(store, failing));

  @AfterEach
  void recover() {
    failing.with = null;
  }

  @Test
  void aStoreThatIsAwayIsA503ThatSaysTryAgain() throws InterruptedException {
    failing.with = new StoreUnavailable(new IllegalStateException(SECRET));

    Reply refused =
        server.asOwner().get("/site/site-www/integrations/x").refused(503, "store_unavailable");

    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.text()).doesNotContain(SECRET);
    assertThat(server.asNobody().get("/health/live").status()).isEqualTo(200);
    // What it answered to somebody else is good for a second.
    Reply ready = readyWith(503);
    assertThat(ready.text()).isEqualTo("{\"status\":\"store unavailable\"}");

    failing.with = null;
    assertThat(readyWith(200).text()).isEqualTo("{\"status\":\"ready\"}");
  }

  private static Reply readyWith(int status) throws InterruptedException {
    Reply ready = server.asNobody().get("/health/ready");
    for (int i = 0; i < 1000 && ready.status() != status; i++) {
      Thread.sleep(20);
      ready = server.asNobody().get("/health/ready");
    }
    assertThat(ready.status()).isEqualTo(status);
    return ready;
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
  void aFaultIsA500ThatTellsNothing(String method) {
    failing.with = new IllegalStateException(SECRET);

    Reply refused =
        server
            .asOwner()
            .send(method, "/site/site-www/integrations/x", "")
            .refused(500, "internal_error");

    assertThat(refused.text()).doesNotContain(SECRET).doesNotContain("java");
    failing.with = null;
    assertThat(server.asOwner().get("/site/site-www/integrations").status()).isEqualTo(200);
  }

  @Test
  void everyAnswerHasAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ids.add(server.asNobody().get("/health/live").header("X-Request-Id"));
    }
    assertThat(ids).hasSize(50).allMatch(it -> it.matches("[0-9a-f]{16}"));
  }

  @Test
  void noIdIsTakenFromTheRequest() {
    assertThat(
            server
                .asNobody()
                .with("X-Request-Id", "mine")
                .get("/health/live")
                .header("X-Request-Id"))
        .isNotEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /health/live",
    "GET, /docs",
    "GET, /docs/swagger-ui.css",
    "GET, /openapi.yaml",
    "GET, /caller",
    "GET, /site/site-www/integrations",
    "PUT, /site/site-www/integrations/cool-integration",
    "POST, /site/site-docs/integrations/cool-integration",
    "GET, /site/site-docs/integrations/cool-integration",
    "DELETE, /site/site-docs/integrations/cool-integration",
    "GET, /no-such-route",
    "DELETE, /docs",
    "GET, /a//b",
  })
  void everyAnswerIsForNoCacheAndToBeTakenAsItIs(String method, String path) {
    Reply reply = server.asOwner().send(method, path, "");

    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("X-Request-Id")).isNotBlank();
    assertThat(reply.headers())
        .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin", "set-cookie");
  }

  /** A store that fails in the way that a test wants, once it does. */
  private record FailingStore(Store store, Switch failing) implements Store {

    static final class Switch {
      volatile RuntimeException with;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      fail();
      return store.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      fail();
      return store.write(work);
    }

    private void fail() {
      RuntimeException with = failing.with;
      if (with != null) {
        throw with;
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
