package dev.slipjoint.server.edge;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** Tells browsers and caches on every answer to take it as it is and to keep nothing. */
public final class SafeHeaders implements Filter {
  static final Header NO_SNIFF = HeaderValues.create("X-Content-Type-Options", "nosniff");
  static final Header NO_STORE = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.header(NO_SNIFF);
    response.header(NO_STORE);
    chain.proceed();
  }
}
