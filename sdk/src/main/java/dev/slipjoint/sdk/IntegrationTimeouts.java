package dev.slipjoint.sdk;

import java.time.Duration;

/**
 * How long an integration waits. Connecting to the platform may take three seconds, always.
 *
 * @param request one request to the platform, its answer included; 10 seconds unless said
 * @param operation one method of the client with all its retries; 25 seconds unless said
 * @param call one call that {@code serve()} answers, from its body to the handler's response; 30
 *     seconds unless said
 */
public record IntegrationTimeouts(Duration request, Duration operation, Duration call) {

  // Before DEFAULT, which is checked against it.
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What holds unless an author says otherwise. */
  public static final IntegrationTimeouts DEFAULT =
      new IntegrationTimeouts(
          Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(30));

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if one is not positive, or longer than a day
   */
  public IntegrationTimeouts {
    check("request", request);
    check("operation", operation);
    check("call", call);
  }

  private static void check(String name, Duration timeout) {
    if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The timeout \"" + name + "\" must be longer than nothing and at most a day");
    }
  }
}
