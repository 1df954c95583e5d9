package dev.slipjoint.server.api;

import dev.slipjoint.platform.dispatch.CallHeader;
import dev.slipjoint.protocol.WireHeaders;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

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
          "x-content-",
          "x-dns-",
          "x-download-",
          "x-forwarded",
          "x-frame-",
          "x-http-method",
          "x-lighttpd-",
          "x-nf-",
          "x-original-",
          "x-permitted-",
          "x-real-ip",
          "x-request-id",
          "x-rewrite-",
          "x-robots-",
          "x-sendfile",
          "x-slipjoint-",
          "x-ua-",
          "x-xss-");

  private PassedHeaders() {}

  static List<CallHeader> toHandler(Headers request) {
    List<CallHeader> passed = new ArrayList<>();
    for (Header header : request) {
      String name = header.headerName().lowerCase();
      if (TO_HANDLERS.contains(name) || isOwn(name)) {
        header.allValues().forEach(value -> passed.add(new CallHeader(name, value)));
      }
    }
    return passed;
  }

  static Stream<CallHeader> toCaller(List<CallHeader> answer) {
    return answer.stream()
        .map(it -> new CallHeader(it.name().toLowerCase(Locale.ROOT), it.value()))
        .filter(it -> TO_CALLERS.contains(it.name()) || isOwn(it.name()));
  }

  private static boolean isOwn(String name) {
    return name.startsWith(OWN) && NOT_OWN.stream().noneMatch(name::startsWith);
  }
}
