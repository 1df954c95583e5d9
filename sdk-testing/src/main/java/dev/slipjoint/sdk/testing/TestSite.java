package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;

/** A site of a {@link TestPlatform}, as one integration sees it. */
public final class TestSite extends TestTarget {
  private final String id;

  TestSite(Calls calls, String id) {
    this(calls, id, naming(id).build());
  }

  private TestSite(Calls calls, String id, JsonObject ids) {
    super(calls, Target.site(id), ids);
    this.id = id;
  }

  private static JsonObject.Builder naming(String id) {
    return JsonObject.builder().put("siteId", id);
  }

  /** The site's id. */
  public String id() {
    return id;
  }

  /** The same site, for the user of that token. Direct calls name the site alone. */
  public TestSite as(String token) {
    return new TestSite(calls().with(token), id);
  }

  /**
   * The same site, in direct calls that name its team as well. In those of the platform the team is
   * always known.
   */
  public TestSite withTeam() {
    return new TestSite(calls(), id, naming(id).put("teamId", TestPlatform.TEAM).build());
  }

  @Override
  public JsonObject context() {
    return observer().getSiteIntegration(id).context();
  }

  @Override
  public <T> T context(Class<T> type) {
    return observer().getSiteIntegration(id).context(type);
  }

  @Override
  public void setContext(Object context) {
    observer().updateSiteIntegration(id, context);
  }

  @Override
  public String toString() {
    return "site " + id;
  }
}
