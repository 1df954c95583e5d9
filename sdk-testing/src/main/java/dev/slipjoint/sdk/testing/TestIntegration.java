package dev.slipjoint.sdk.testing;

import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegration;

/** An integration that a {@link TestPlatform} knows. */
public final class TestIntegration {
  private final TestPlatform platform;
  private final NetlifyIntegration integration;

  TestIntegration(TestPlatform platform, NetlifyIntegration integration) {
    this.platform = platform;
    this.integration = integration;
  }

  /**
   * Enables it on a site of the team, by its own {@code on-enable}, as the owner. The site is made
   * if it isn't there.
   *
   * @throws AssertionError with the integration's answer, if it isn't enabled then
   */
  public TestSite onSite(String siteId) {
    return enabled(site(siteId));
  }

  /**
   * Enables it on the team, by its own {@code on-enable}, as the owner.
   *
   * @throws AssertionError with the integration's answer, if it isn't enabled then
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
    return new Calls(integration, platform.observer(integration.slug()), platform.ownerToken());
  }

  private <T extends TestTarget> T enabled(T target) {
    HandlerResponse answer = target.enable();
    if (answer.status() >= 300 || !target.isEnabled()) {
      throw new AssertionError(
          ("%s is not enabled on %s: its on-enable answers %d %s%nThe log of dev.slipjoint.sdk may"
                  + " say more. Was it made with the settings(\"%s\") of this platform?")
              .formatted(
                  integration.slug(),
                  target,
                  answer.status(),
                  answer.body().orElse("and nothing else."),
                  integration.slug()));
    }
    return target;
  }
}
