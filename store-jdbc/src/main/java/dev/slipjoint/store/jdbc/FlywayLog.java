package dev.slipjoint.store.jdbc;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps Flyway to itself: ten lines at every start are nothing to an operator. */
public final class FlywayLog implements LogCreator {

  /** Flyway makes it, by name. */
  public FlywayLog() {}

  @Override
  public Log createLogger(Class<?> owner) {
    return new ToDebug(LoggerFactory.getLogger(owner));
  }

  private record ToDebug(Logger log) implements Log {

    @Override
    public void debug(String message) {
      log.trace(message);
    }

    @Override
    public void info(String message) {
      log.debug(message);
    }

    @Override
    public void notice(String message) {
      log.debug(message);
    }

    @Override
    public void warn(String message) {
      log.warn(message);
    }

    // What fails is thrown as well, and told in our words.
    @Override
    public void error(String message) {
      log.debug(message);
    }

    @Override
    public void error(String message, Exception e) {
      log.debug(message, e);
    }
  }
}
