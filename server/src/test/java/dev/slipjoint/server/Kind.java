package dev.slipjoint.server;

/** What integrations are enabled on. */
enum Kind {
  SITE,
  TEAM
}
