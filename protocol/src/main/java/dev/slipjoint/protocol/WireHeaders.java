package dev.slipjoint.protocol;

/** Names of the headers that are the protocol's own. */
public final class WireHeaders {

  /** The caller's token, towards the Integration API and towards handlers. */
  public static final String NETLIFY_TOKEN = "netlify-token";

  /** A third party's OAuth token, towards a handler. */
  public static final String PROVIDER_OAUTH_TOKEN = "provider-oauth-token";

  /** The id of a request, on every answer; it is in the log too. */
  public static final String REQUEST_ID = "X-Request-Id";

  /** The id of a message, the same on every attempt at it. Standard Webhooks. */
  public static final String WEBHOOK_ID = "webhook-id";

  /** When this attempt was signed, in seconds since 1970. Standard Webhooks. */
  public static final String WEBHOOK_TIMESTAMP = "webhook-timestamp";

  /** The signatures, with a blank between two. Standard Webhooks. */
  public static final String WEBHOOK_SIGNATURE = "webhook-signature";

  /** Who calls a handler, and on what: a {@link CallStatement}. Its text is what is signed. */
  public static final String STATEMENT = "slipjoint-statement";

  /** How the platform calls itself in a {@code Via} header (RFC 9110, 7.6.3). */
  public static final String PSEUDONYM = "slipjoint";

  private WireHeaders() {}
}
