package dev.slipjoint.server.api;

import dev.slipjoint.server.edge.EdgeException.NoSuchRoute;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Serves the API reference: the specification as it is, and a page that shows it without needing
 * anything from elsewhere. The page's program is the webjar of Swagger UI.
 */
public final class DocsResource {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String OURS = "/dev/slipjoint/server/docs/";

  /** What the page may load, and where each thing lies. Nothing else is served from there. */
  private static final Map<String, Asset> ASSETS =
      Map.of(
          "swagger-ui.css", new Asset(SWAGGER + "swagger-ui.css", "text/css"),
          "swagger-ui-bundle.js", new Asset(SWAGGER + "swagger-ui-bundle.js", "text/javascript"),
          "start.js", new Asset(OURS + "start.js", "text/javascript"));

  private static final Asset PAGE = new Asset(OURS + "index.html", "text/html; charset=utf-8");
  private static final Asset SPECIFICATION =
      new Asset("/dev/slipjoint/server/openapi.yaml", "application/yaml");

  /** Everything the page needs comes from this server; its styles are partly inline. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action"
          + " 'none'";

  private record Asset(String resource, String mediaType) {}

  /** Serves. */
  public DocsResource() {}

  void page(ServerRequest request, ServerResponse response) {
    response.header("Content-Security-Policy", POLICY);
    send(response, PAGE);
  }

  void asset(ServerRequest request, ServerResponse response) {
    Asset asset = ASSETS.get(request.path().pathParameters().get("asset"));
    if (asset == null) {
      throw new NoSuchRoute();
    }
    send(response, asset);
  }

  void specification(ServerRequest request, ServerResponse response) {
    send(response, SPECIFICATION);
  }

  private static void send(ServerResponse response, Asset asset) {
    try (InputStream in = DocsResource.class.getResourceAsStream(asset.resource())) {
      if (in == null) {
        throw new IllegalStateException("This build lacks " + asset.resource());
      }
      response.header(HeaderNames.CONTENT_TYPE, asset.mediaType());
      // Anybody may ask, and read as slowly as is allowed: no more than a piece is held meanwhile.
      try (OutputStream out = response.outputStream()) {
        in.transferTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
