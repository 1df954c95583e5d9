package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonObject;

/** What the platform keeps of the integration on one site. */
public final class SiteIntegration {
  private final JsonObject context;
  private final boolean hasBuildHookEnabled;

  SiteIntegration(JsonObject context, boolean hasBuildHookEnabled) {
    this.context = context;
    this.hasBuildHookEnabled = hasBuildHookEnabled;
  }

  /** The integration's own JSON, exactly as it was put. */
  public JsonObject context() {
    return context;
  }

  /**
   * The context as a value of that type, such as a record: JSON names are its members' names unless
   * annotated, members that it doesn't know are ignored, missing ones are null or zero.
   *
   * @throws IntegrationApiException.InvalidContext if the context doesn't fit
   */
  public <T> T context(Class<T> type) {
    return Contexts.read(context, type);
  }

  /** Whether its build event handlers run there. */
  public boolean hasBuildHookEnabled() {
    return hasBuildHookEnabled;
  }

  /** Contexts stay out of logs. */
  @Override
  public String toString() {
    return "SiteIntegration[hasBuildHookEnabled=" + hasBuildHookEnabled + "]";
  }
}
