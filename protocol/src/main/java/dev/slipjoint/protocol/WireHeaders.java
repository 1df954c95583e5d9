package dev.slipjoint.protocol;

/** Names of the headers that are the protocol's own. */
public final class WireHeaders {

  /** The caller's token, towards the Integration API and towards handlers. */
  public static final String NETLIFY_TOKEN = "netlify-token";

  /** A third party's OAuth token, towards a handler. */
  public static final String PROVIDER_OAUTH_TOKEN = "provider-oauth-token";

  /** The id of a request, on every answer; it is in the log too. */
  public static final String REQUEST_ID = "X-Request-Id";

  private WireHeaders() {}
}
