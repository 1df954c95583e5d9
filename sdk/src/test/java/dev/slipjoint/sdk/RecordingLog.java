package dev.slipjoint.sdk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what is logged under one name, with its stacks, and keeps it off the console. */
final class RecordingLog extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();

  private RecordingLog(Logger logger) {
    this.logger = logger;
  }

  static RecordingLog of(String name) {
    RecordingLog log = new RecordingLog(Logger.getLogger(name));
    log.logger.addHandler(log);
    log.logger.setUseParentHandlers(false);
    log.logger.setLevel(Level.INFO);
    return log;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord entry) {
    if (!entry.getLoggerName().equals(logger.getName())) {
      return;
    }
    String stack = entry.getThrown() == null ? "" : " " + formatter.format(entry);
    lines.add(formatter.formatMessage(entry) + stack);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
