package dev.slipjoint.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What an author finds in the log of their integration. */
final class RecordedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final Level levelBefore;
  private final boolean additiveBefore;
  private final List<String> entries = new CopyOnWriteArrayList<>();

  private RecordedLog(Logger logger) {
    this.logger = logger;
    this.levelBefore = logger.getLevel();
    this.additiveBefore = logger.isAdditive();
  }

  /** Records from now on, until it is closed, what that logger is given. */
  static RecordedLog of(String name) {
    RecordedLog log = new RecordedLog((Logger) LoggerFactory.getLogger(name));
    log.start();
    log.logger.setLevel(Level.INFO);
    log.logger.setAdditive(false);
    log.logger.addAppender(log);
    return log;
  }

  /** Everything so far, stack traces too. */
  List<String> entries() {
    return entries;
  }

  @Override
  protected void append(ILoggingEvent entry) {
    String trace =
        entry.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(entry.getThrowableProxy());
    entries.add(entry.getFormattedMessage() + trace);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(additiveBefore);
    logger.setLevel(levelBefore);
  }
}
