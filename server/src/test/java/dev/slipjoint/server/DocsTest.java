package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocsTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"");

  @Test
  void thePageLoadsNothingFromElsewhere() {
    Reply page = server.asNobody().get("/docs");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("http", "unsafe-eval", "script-src 'self' 'unsafe-inline'");
    assertThat(page.text()).doesNotContain("http://", "https://").doesNotContain("<script>");
  }

  @Test
  void everythingThatThePageLoadsIsThere() {
    Matcher loaded = LOADED.matcher(server.asNobody().get("/docs").text());
    int count = 0;
    while (loaded.find()) {
      Reply asset = server.asNobody().get(loaded.group(1));
      assertThat(asset.status()).as(loaded.group(1)).isEqualTo(200);
      assertThat(asset.text()).isNotBlank();
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "/docs/swagger-ui.css, text/css",
    "/docs/swagger-ui-bundle.js, text/javascript",
    "/docs/start.js, text/javascript",
    "/openapi.yaml, application/yaml",
  })
  void assetsHaveTheTypeThatBrowsersNeed(String path, String mediaType) {
    assertThat(server.asNobody().get(path).header("Content-Type")).startsWith(mediaType);
  }

  @Test
  void theSpecificationNamesTheRoutes() {
    assertThat(server.asNobody().get("/openapi.yaml").text())
        .startsWith("openapi: 3")
        .contains("/site/{siteId}/integrations/{slug}:");
  }
}
