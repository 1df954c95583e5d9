package dev.slipjoint.server.edge;

import dev.slipjoint.protocol.WireHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every request an id and, when it is done, tells who counts them, and writes a line in the
 * log {@value #NAME}. The line has no query and no header: tokens may be in them.
 */
public final class RequestLog implements Filter {
  private static final HeaderName REQUEST_ID = HeaderNames.create(WireHeaders.REQUEST_ID);

  /** The name of the log that has a line for each request. */
  public static final String NAME = "dev.slipjoint.access";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);
  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");
  private static final int LONGEST_PATH = 300;

  private final RequestWatch watch;
  private final boolean writes;

  private RequestLog(RequestWatch watch, boolean writes) {
    this.watch = watch;
    this.writes = writes;
  }

  /** One that writes lines, and tells that watch. */
  public static RequestLog telling(RequestWatch watch) {
    return new RequestLog(watch, true);
  }

  /** One that only gives ids, for requests that come every few seconds and are nobody's. */
  public static RequestLog silent() {
    return new RequestLog(RequestWatch.NONE, false);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    response.header(REQUEST_ID, newId());
    watch.begun();
    try {
      chain.proceed();
    } finally {
      long nanos = System.nanoTime() - start;
      String method = request.prologue().method().text();
      watch.answered(method, route(request), response.status().code(), nanos);
      if (writes && LOG.isInfoEnabled()) { // what goes into a line isn't for nothing
        log(request, response, nanos);
      }
    }
  }

  /** The template that took it. Handlers for any path have an empty one. */
  private static String route(RoutingRequest request) {
    return request.matchingPattern().filter(it -> !it.isEmpty()).orElse(RequestWatch.UNROUTED);
  }

  private static void log(RoutingRequest request, RoutingResponse response, long nanos) {
    LOG.atInfo()
        .addKeyValue("method", printable(request.prologue().method().text()))
        .addKeyValue("path", printable(request.path().rawPath()))
        .addKeyValue("status", response.status().code())
        .addKeyValue("ms", TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0)
        .addKeyValue("bytes", response.bytesWritten())
        .addKeyValue("request", idOf(response))
        .log("request");
  }

  /** The id that this answer carries. */
  public static String idOf(ServerResponse response) {
    return response.headers().first(REQUEST_ID).orElse("");
  }

  static String newId() {
    // It tells requests apart and opens nothing, so it need not be secret.
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /**
   * A path is a stranger's text: what could break a line or a terminal does not get into the log.
   */
  private static String printable(String path) {
    String shown = UNPRINTABLE.matcher(path).replaceAll("?");
    return shown.length() <= LONGEST_PATH ? shown : shown.substring(0, LONGEST_PATH) + "…";
  }
}
