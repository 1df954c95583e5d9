package dev.slipjoint.sdk;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The line that each call leaves in the log. Its form is documented at {@link NetlifyIntegration}:
 * programs read it.
 */
final class CallLine {
  private static final System.Logger LOG = System.getLogger("dev.slipjoint.sdk.calls");
  private static final String NONE = "-";

  private final long began = System.nanoTime();

  // Volatile: the server writes the line of a call that its handler is still busy with.
  private volatile String handler = NONE;
  private volatile CallIds ids = new CallIds(Optional.empty(), Optional.empty());

  void handler(String name) {
    handler = name;
  }

  String handler() {
    return handler;
  }

  void ids(CallIds ids) {
    this.ids = ids;
  }

  void write(int status) {
    LOG.log(Level.INFO, text(status, Duration.ofNanos(System.nanoTime() - began)));
  }

  String text(int status, Duration took) {
    // Without a locale, some would write other digits.
    return String.format(
        Locale.ROOT,
        "handler=%s site=%s team=%s status=%d took=%dms",
        handler,
        ids.siteId().orElse(NONE),
        ids.teamId().orElse(NONE),
        status,
        took.toMillis());
  }
}
