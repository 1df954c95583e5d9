package dev.slipjoint.server.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Tells Prometheus what was measured. */
public final class MetricsResource {
  private static final Header TEXT =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");

  private final Supplier<String> scrape;

  /** Tells what that answers, in Prometheus's text format. */
  public MetricsResource(Supplier<String> scrape) {
    this.scrape = scrape;
  }

  void read(ServerRequest request, ServerResponse response) {
    response.header(TEXT).send(scrape.get().getBytes(StandardCharsets.UTF_8));
  }
}
