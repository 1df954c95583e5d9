package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.ProblemReport;
import java.time.Duration;
import java.time.Instant;

/**
 * A problem that an integration has reported about one of its installations. It stays until it is
 * dismissed, pushed out by others, or the installation goes.
 *
 * @param report what it said last
 * @param count how often it said so
 */
public record ReportedProblem(
    InstallationKey installation,
    ProblemReport report,
    int count,
    Instant firstAt,
    Instant lastAt) {

  /** How long after it was reported last the same one only counts up. */
  private static final Duration WINDOW = Duration.ofMinutes(60);

  /** One that is reported for the first time. */
  public static ReportedProblem first(
      InstallationKey installation, ProblemReport report, Instant now) {
    return new ReportedProblem(installation, report, 1, now, now);
  }

  /** The same after another report: it counts up, unless it had been silent for an hour. */
  public ReportedProblem again(ProblemReport newer, Instant now) {
    return now.isBefore(lastAt.plus(WINDOW))
        ? new ReportedProblem(installation, newer, count + 1, firstAt, now)
        : first(installation, newer, now);
  }
}
