package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.OperationState;
import java.net.URI;

/** An integration that a {@link TestPlatform} knows and calls. */
public final class TestIntegration {
  private final TestPlatform platform;
  private final String slug;
  private final URI host;

  TestIntegration(TestPlatform platform, String slug, URI host) {
    this.platform = platform;
    this.slug = slug;
    this.host = host;
  }

  /** Where it is served, for the time of the test. */
  public URI url() {
    return host;
  }

  /**
   * Lets the platform enable it on a site of the team, which asks its {@code on-enable}, as the
   * owner. The site is made if it isn't there.
   *
   * @throws AssertionError with the reason, if it isn't enabled then
   */
  public TestSite onSite(String siteId) {
    return enabled(site(siteId));
  }

  /**
   * Lets the platform enable it on the team, which asks its {@code on-enable}, as the owner.
   *
   * @throws AssertionError with the reason, if it isn't enabled then
   */
  public TestTeam onTeam() {
    return enabled(team());
  }

  /** A site of the team, which is made if it isn't there; nothing is enabled on it by this. */
  public TestSite site(String siteId) {
    platform.declare(Acme.site(siteId));
    return new TestSite(calls(), siteId);
  }

  /** The team; nothing is enabled on it by this. */
  public TestTeam team() {
    return new TestTeam(calls());
  }

  private Calls calls() {
    return platform.calls(slug, host);
  }

  private <T extends TestTarget> T enabled(T target) {
    TestOperation operation = target.enable();
    if (operation.state() != OperationState.ENABLED) {
      throw new AssertionError(
          ("%s is not enabled on %s: %s.%nThe log of dev.slipjoint.sdk may say more. Was it made"
                  + " with the settings(\"%s\") of this platform?")
              .formatted(slug, target, why(operation), slug));
    }
    return target;
  }

  private static String why(TestOperation operation) {
    String state = operation.code().orElseGet(() -> operation.state().wireName());
    return operation.reason().map(reason -> state + ", " + reason).orElse(state);
  }
}
