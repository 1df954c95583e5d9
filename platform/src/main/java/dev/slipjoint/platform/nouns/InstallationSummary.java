package dev.slipjoint.platform.nouns;

import java.time.Instant;

/** What lists show of an installation. A hundred contexts would be fifty megabytes. */
public record InstallationSummary(InstallationKey key, Switches switches, Instant enabledAt) {

  /** That of an installation. */
  public static InstallationSummary of(Installation installation) {
    return new InstallationSummary(
        installation.key(), installation.switches(), installation.enabledAt());
  }
}
