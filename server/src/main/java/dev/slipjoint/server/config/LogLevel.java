package dev.slipjoint.server.config;

/** How much is logged. */
public enum LogLevel {
  /** What needs an operator. */
  ERROR,
  /** And what may need one. */
  WARN,
  /** And every request. */
  INFO,
  /** And what helps to find a fault. */
  DEBUG
}
