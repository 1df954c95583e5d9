package dev.slipjoint.sdk.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What an author finds in the log of their integration. */
final class RecordedLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.slipjoint.sdk");
  private final List<String> entries = new CopyOnWriteArrayList<>();

  static RecordedLog start() {
    RecordedLog log = new RecordedLog();
    log.logger.addHandler(log);
    return log;
  }

  String text() {
    return String.join("\n", entries);
  }

  @Override
  public void publish(LogRecord entry) {
    entries.add(new SimpleFormatter().format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
