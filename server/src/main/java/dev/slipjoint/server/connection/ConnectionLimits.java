package dev.slipjoint.server.connection;

import java.time.Duration;

/**
 * What one client may take of the server's connections and time.
 *
 * @param strangers connections of one address on which nobody has shown a good token yet
 * @param proxies addresses that this is not counted for
 * @param idle how long a connection may wait for its first request, or its next
 * @param head how long the request line and the headers may take
 * @param body how long the server waits for a body, all its waiting taken together
 * @param bodyRate bytes a second that a body must bring, once it has been waited for for {@link
 *     #GRACE}
 * @param answer how long a client may take to read what is written at a time
 */
public record ConnectionLimits(
    int strangers,
    TrustedProxies proxies,
    Duration idle,
    Duration head,
    Duration body,
    int bodyRate,
    Duration answer) {

  /** How long a body may come as slowly as it likes. */
  public static final Duration GRACE = Duration.ofSeconds(5);
}
