package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;

/** The team of a {@link TestPlatform}, as one integration sees it. */
public final class TestTeam extends TestTarget {

  TestTeam(Calls calls) {
    super(
        calls,
        Target.team(TestPlatform.TEAM),
        JsonObject.builder().put("teamId", TestPlatform.TEAM).build());
  }

  /** The team's id. */
  public String id() {
    return TestPlatform.TEAM;
  }

  /** The same team, for the user of that token. */
  public TestTeam as(String token) {
    return new TestTeam(calls().with(token));
  }

  @Override
  public JsonObject context() {
    return observer().getTeamIntegration(id()).context();
  }

  @Override
  public <T> T context(Class<T> type) {
    return observer().getTeamIntegration(id()).context(type);
  }

  @Override
  public void setContext(Object context) {
    observer().updateTeamIntegration(id(), context);
  }

  @Override
  public String toString() {
    return "team " + id();
  }
}
