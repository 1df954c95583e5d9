package dev.slipjoint.server.edge;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Refuses encoded bodies: a small one can unpack to a very large one. */
public final class IdentityOnly implements Handler {

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    boolean encoded =
        request
            .headers()
            .first(HeaderNames.CONTENT_ENCODING)
            .filter(coding -> !coding.equalsIgnoreCase("identity"))
            .isPresent();
    if (encoded) {
      throw new EdgeException.EncodingNotSupported();
    }
    response.next();
  }
}
