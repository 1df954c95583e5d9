package dev.slipjoint.server.edge;

import dev.slipjoint.protocol.WireHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every request an id and, when it is done, a line in the log {@code dev.slipjoint.access}.
 * The line has no query and no header: tokens may be in them.
 */
public final class RequestLog implements Filter {
  private static final HeaderName REQUEST_ID = HeaderNames.create(WireHeaders.REQUEST_ID);
  private static final Logger LOG = LoggerFactory.getLogger("dev.slipjoint.access");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");
  private static final int LONGEST_PATH = 300;

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    response.header(REQUEST_ID, newId());
    try {
      chain.proceed();
    } finally {
      if (LOG.isInfoEnabled()) { // what goes into a line isn't for nothing
        log(request, response, start);
      }
    }
  }

  private static void log(RoutingRequest request, RoutingResponse response, long start) {
    LOG.atInfo()
        .addKeyValue("method", printable(request.prologue().method().text()))
        .addKeyValue("path", printable(request.path().rawPath()))
        .addKeyValue("status", response.status().code())
        .addKeyValue("ms", (System.nanoTime() - start) / 1_000_000)
        .addKeyValue("request", idOf(response))
        .log("request");
  }

  /** The id that this answer carries. */
  public static String idOf(ServerResponse response) {
    return response.headers().first(REQUEST_ID).orElse("");
  }

  static String newId() {
    byte[] id = new byte[8];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /**
   * A path is a stranger's text: what could break a line or a terminal does not get into the log.
   */
  private static String printable(String path) {
    String shown = UNPRINTABLE.matcher(path).replaceAll("?");
    return shown.length() <= LONGEST_PATH ? shown : shown.substring(0, LONGEST_PATH) + "…";
  }
}
