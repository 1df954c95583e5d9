package dev.slipjoint.platform.dispatch;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a handler answers. Its body is still on its way: reading it ends with an {@code IOException}
 * where it is too long or too late.
 *
 * @param headers in the order in which they came
 * @param closing gives up what is left of it
 */
public record HandlerAnswer(
    int status, List<CallHeader> headers, InputStream body, Runnable closing)
    implements AutoCloseable {

  /** The first header of that name, in whatever case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
        .map(CallHeader::value)
        .findFirst();
  }

  @Override
  public void close() {
    closing.run();
  }
}
