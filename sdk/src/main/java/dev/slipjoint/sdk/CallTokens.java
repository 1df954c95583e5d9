package dev.slipjoint.sdk;

import dev.slipjoint.protocol.WireHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the token that a call brings: in the header {@code netlify-token}, and, only where the
 * author accepts it, in a cookie.
 */
record CallTokens(boolean acceptCookie) {
  private static final String COOKIE = "_nf-auth";

  /** What can stand in a header as it is; the platform judges the rest. */
  private static final Pattern SPELLING = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  Optional<String> of(HandlerEvent event) {
    // Netlify: the cookie goes before the header.
    return cookie(event)
        .or(() -> event.header(WireHeaders.NETLIFY_TOKEN))
        .filter(token -> SPELLING.matcher(token).matches());
  }

  static String checked(String token) {
    if (!SPELLING.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "A token must be 1 to 4096 visible ASCII characters without blanks");
    }
    return token;
  }

  private Optional<String> cookie(HandlerEvent event) {
    if (!acceptCookie || !comesFromOwnOrigin(event)) {
      return Optional.empty();
    }
    return event.headers().getOrDefault("cookie", List.of()).stream()
        .flatMap(header -> Stream.of(header.split(";", -1)))
        .map(pair -> pair.strip().split("=", 2))
        // Netlify: there a cookie counts whose text only contains the name.
        .filter(pair -> pair.length == 2 && pair[0].equals(COOKIE) && !pair[1].isEmpty())
        .map(pair -> pair[1])
        .findFirst();
  }

  /** A browser sends the cookie with any page's requests, and says so in these headers. */
  private static boolean comesFromOwnOrigin(HandlerEvent event) {
    boolean sameSite =
        event
            .header("sec-fetch-site")
            .map(site -> site.equals("same-origin") || site.equals("none"))
            .orElse(true);
    return sameSite && event.header("origin").map(origin -> isOwn(origin, event)).orElse(true);
  }

  /** The scheme isn't compared: behind a proxy that ends TLS, only the browser knows it. */
  private static boolean isOwn(String origin, HandlerEvent event) {
    return event
        .header("host")
        .filter(
            host ->
                origin.equalsIgnoreCase("https://" + host)
                    || origin.equalsIgnoreCase("http://" + host))
        .isPresent();
  }
}
