package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.CallTokens;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.nouns.PlatformException.Unauthorized;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.protocol.WireHeaders;
import dev.slipjoint.server.connection.RequestEnds;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * Takes the token off a request and makes a {@link Caller} of it. What the token is worth is found
 * out by the rules, in the transaction that acts. No cookie is read.
 */
final class Guard {
  private static final HeaderName NETLIFY_TOKEN = HeaderNames.create(WireHeaders.NETLIFY_TOKEN);
  private static final String BEARER = "Bearer ";

  private Guard() {}

  /**
   * Who is asking.
   *
   * @throws Unauthorized if there is no token, or none that could be one
   */
  static Caller caller(ServerRequest request) {
    RequestEnds.judged();
    return request
        .headers()
        .first(NETLIFY_TOKEN)
        .or(() -> bearer(request))
        .flatMap(Guard::caller)
        .orElseThrow(Unauthorized::new);
  }

  private static Optional<Caller> caller(String token) {
    if (token.startsWith(CallTokens.PREFIX)) {
      return Optional.of(new Caller.Called(new Secret(token)));
    }
    return TokenText.isPlausible(token)
        ? Optional.of(new Caller.Bearer(TokenHash.of(new Secret(token))))
        : Optional.empty();
  }

  private static Optional<String> bearer(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).trim());
  }
}
