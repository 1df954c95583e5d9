package dev.slipjoint.server.api;

import dev.slipjoint.server.edge.EdgeException.InvalidParameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The query of a call to a handler. The site and the team are taken out of it, however they are
 * spelled, because the platform puts in those that it has judged; the rest goes on as it came.
 *
 * @param rest without the two, as it was sent
 */
record CallQuery(Optional<String> site, Optional<String> team, String rest) {

  /** What may stand in a query as it is (RFC 3986). */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*");

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  static CallQuery of(String raw) {
    if (!PLAIN.matcher(raw).matches() || BROKEN_ESCAPE.matcher(raw).find()) {
      throw new InvalidParameter("query", "escaped as RFC 3986 says");
    }
    Set<String> sites = new LinkedHashSet<>();
    Set<String> teams = new LinkedHashSet<>();
    List<String> rest = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 2 ? decoded(parts[1]) : "";
      switch (decoded(parts[0])) {
        case "siteId" -> sites.add(value);
        case "teamId" -> teams.add(value);
        default -> rest.add(pair);
      }
    }
    return new CallQuery(one("siteId", sites), one("teamId", teams), String.join("&", rest));
  }

  private static Optional<String> one(String name, Set<String> values) {
    values.remove("");
    if (values.size() > 1) {
      throw new InvalidParameter(name, "named once");
    }
    return values.stream().findFirst();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
