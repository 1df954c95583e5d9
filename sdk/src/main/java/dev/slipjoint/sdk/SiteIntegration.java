package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonObject;

/**
 * What the platform keeps of the integration on one site.
 *
 * @param context the integration's own JSON, exactly as it was put
 * @param hasBuildHookEnabled whether its build event handlers run there
 */
public record SiteIntegration(JsonObject context, boolean hasBuildHookEnabled) {

  /**
   * The context as a value of that type, such as a record: JSON names are its members' names unless
   * annotated, members that it doesn't know are ignored, missing ones are null or zero.
   *
   * @throws IntegrationApiException.InvalidContext if the context doesn't fit
   */
  public <T> T context(Class<T> type) {
    return Contexts.read(context, type);
  }

  /** Contexts stay out of logs. */
  @Override
  public String toString() {
    return "SiteIntegration[hasBuildHookEnabled=" + hasBuildHookEnabled + "]";
  }
}
