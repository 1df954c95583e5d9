package dev.slipjoint.server.api;

import dev.slipjoint.platform.dispatch.CallHeader;
import dev.slipjoint.protocol.WireHeaders;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers pass between callers and handlers. Both ways only those that are named here: no
 * cookie, no token of the caller's, nothing that a browser, or a proxy before the platform, would
 * obey.
 */
final class PassedHeaders {
  private static final Set<String> TO_HANDLERS =
      Set.of(
          "accept",
          "accept-language",
          "content-language",
          "content-type",
          "if-match",
          "if-modified-since",
          "if-none-match",
          WireHeaders.PROVIDER_OAUTH_TOKEN);

  private static final Set<String> TO_CALLERS =
      Set.of("content-language", "etag", "last-modified", "retry-after");

  /** An author's own headers begin so. */
  private static final String OWN = "x-";

  /** What begins like an author's own and is for browsers, proxies or the platform. */
  private static final List<String> NOT_OWN =
      List.of(
          "x-accel-",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-content-",
          "x-dns-",
          "x-download-",
          "x-envoy-",
          "x-forwarded",
          "x-frame-",
          "x-http-method",
          "x-lighttpd-",
          "x-litespeed-",
          "x-method-",
          "x-nf-",
          "x-original-",
          "x-permitted-",
          "x-real-ip",
          "x-reproxy-",
          "x-request-id",
          "x-rewrite-",
          "x-robots-",
          "x-sendfile",
          "x-slipjoint-",
          "x-sourcemap",
          "x-ua-",
          "x-webkit-",
          "x-xss-");

  /** Other characters would arrive as question marks. */
  private static final Pattern PLAIN = Pattern.compile("[\\t -~]*");

  private PassedHeaders() {}

  static List<CallHeader> toHandler(Headers request) {
    List<CallHeader> passed = new ArrayList<>();
    for (Header header : request) {
      String name = header.headerName().lowerCase();
      if (TO_HANDLERS.contains(name) || isOwn(name)) {
        header.allValues().forEach(value -> passed.add(new CallHeader(name, plain(value))));
      }
    }
    return passed;
  }

  /** By their names; one that stands several times has several values. */
  static Map<String, String[]> toCaller(List<CallHeader> answer) {
    Map<String, List<String>> passed = new LinkedHashMap<>();
    for (CallHeader header : answer) {
      String name = header.name().toLowerCase(Locale.ROOT);
      boolean passes = TO_CALLERS.contains(name) || isOwn(name);
      if (passes && PLAIN.matcher(header.value()).matches()) {
        passed.computeIfAbsent(name, it -> new ArrayList<>()).add(header.value());
      }
    }
    Map<String, String[]> all = new LinkedHashMap<>();
    passed.forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
    return all;
  }

  private static String plain(String value) {
    if (!PLAIN.matcher(value).matches()) {
      throw new HttpException("A header can't be passed on as it is", Status.BAD_REQUEST_400);
    }
    return value;
  }

  private static boolean isOwn(String name) {
    return name.startsWith(OWN) && NOT_OWN.stream().noneMatch(name::startsWith);
  }
}
