package dev.slipjoint.sdk;

import dev.slipjoint.protocol.json.JsonObject;

/** What the platform keeps of the integration on one team. */
public final class TeamIntegration {
  private final JsonObject context;
  private final boolean hasConnectorsEnabled;

  TeamIntegration(JsonObject context, boolean hasConnectorsEnabled) {
    this.context = context;
    this.hasConnectorsEnabled = hasConnectorsEnabled;
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

  /** Whether its connectors are on there. */
  public boolean hasConnectorsEnabled() {
    return hasConnectorsEnabled;
  }

  /** Contexts stay out of logs. */
  @Override
  public String toString() {
    return "TeamIntegration[hasConnectorsEnabled=" + hasConnectorsEnabled + "]";
  }
}
