package dev.slipjoint.server.config;

/** How log lines look. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON
}
