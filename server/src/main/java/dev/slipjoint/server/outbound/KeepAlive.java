package dev.slipjoint.server.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Tells for how long a connection can be used again, so that the other side doesn't end it first.
 */
final class KeepAlive {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration MARGIN = Duration.ofSeconds(1);
  private static final Pattern TIMEOUT = Pattern.compile("timeout\\s*=\\s*([0-9]{1,6})(?![0-9])");

  private KeepAlive() {}

  /** How long, after an answer; empty if not at all. */
  static Optional<Duration> after(
      ClassicHttpRequest request, ClassicHttpResponse answer, HttpContext context) {
    boolean ambiguous =
        answer.containsHeader("Transfer-Encoding") && answer.containsHeader("Content-Length");
    if (ambiguous || !DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, answer, context)) {
      return Optional.empty();
    }
    return Optional.of(announced(answer)).filter(it -> it.isPositive());
  }

  private static Duration announced(ClassicHttpResponse answer) {
    Header header = answer.getFirstHeader("Keep-Alive");
    Matcher timeout = TIMEOUT.matcher(header == null ? "" : header.getValue());
    if (!timeout.find()) {
      return LONGEST;
    }
    Duration announced = Duration.ofSeconds(Integer.parseInt(timeout.group(1))).minus(MARGIN);
    return announced.compareTo(LONGEST) < 0 ? announced : LONGEST;
  }
}
