package dev.slipjoint.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.edge.RequestLog;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets the process's logging up. For programs; a library's user has logging of their own. */
public final class Logs {

  private Logs() {}

  /** Logs in this form and to this level from now on, to the standard error. */
  public static void configure(ServerConfig.Log log) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("slipjoint.log.format", log.format().name().toLowerCase(Locale.ROOT));
    context.putProperty("slipjoint.log.level", log.level().name());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          Logs.class.getResource("/dev/slipjoint/server/logback-slipjoint.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException("The logging configuration of this build is broken", e);
    }
    if (!log.access()) {
      context.getLogger(RequestLog.NAME).setLevel(Level.OFF);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
