package dev.slipjoint.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the platform, asked by a {@link NetlifyIntegrationClient}, did not do. The message names the
 * integration, the site or team, and what to do. Authors may {@code switch} over the kinds.
 */
public abstract sealed class IntegrationApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String requestId;

  private IntegrationApiException(
      String message, Optional<String> requestId, @Nullable Throwable cause) {
    super(message, cause);
    this.requestId = requestId.orElse(null);
  }

  /** What to look for in the platform's log, where the platform said it. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** The integration is not enabled there. */
  public static final class NotEnabled extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    NotEnabled(String message, Optional<String> requestId) {
      super(message, requestId, null);
    }
  }

  /** The integration is enabled there already; what it keeps was left alone. */
  public static final class AlreadyEnabled extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    AlreadyEnabled(String message, Optional<String> requestId) {
      super(message, requestId, null);
    }
  }

  /**
   * The token is not, or no longer, good for anything here; or, when enabling, the platform has no
   * such integration for that team. Netlify: both are a 401.
   */
  public static final class Unauthorized extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    Unauthorized(String message, Optional<String> requestId) {
      super(message, requestId, null);
    }
  }

  /** The context was changed by somebody else since it was read. */
  public static final class StaleContext extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    StaleContext(String message, Optional<String> requestId) {
      super(message, requestId, null);
    }
  }

  /**
   * The context can't be kept: it is no JSON object, not exact, too large, or doesn't fit what the
   * integration promised. Also thrown where a context doesn't fit the type it is read as.
   */
  public static final class InvalidContext extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    InvalidContext(String message, String pointer, Optional<String> requestId) {
      super(message, requestId, null);
      this.pointer = pointer;
    }

    /** Where in the context (RFC 6901); empty where it is the whole, or no one place. */
    public String pointer() {
      return pointer;
    }
  }

  /** The platform has too much to do, or this caller asked too often. */
  public static final class Throttled extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    Throttled(String message, Optional<Duration> retryAfter, Optional<String> requestId) {
      super(message, requestId, null);
      this.retryAfter = retryAfter.orElse(null);
    }

    /** How long the platform asked to be left alone, where it said so. */
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /**
   * No usable answer came from the platform's address: nothing listens there, it took too long, a
   * gateway stands before a dead server (502, 503, 504), or what answers is no Integration API.
   * Whether the request was carried out is unknown.
   */
  public static final class Unreachable extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    private final URI address;

    Unreachable(
        String message, URI address, Optional<String> requestId, @Nullable Throwable cause) {
      super(message, requestId, cause);
      this.address = address;
    }

    /** The address that was tried. */
    public URI address() {
      return address;
    }
  }

  /** Any other refusal, by this platform or a later one. */
  public static non-sealed class Refused extends IntegrationApiException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refused(String message, int status, String code, Optional<String> requestId) {
      super(message, requestId, null);
      this.status = status;
      this.code = code;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The stable code, such as {@code insufficient_role}; empty where the platform sent none. */
    public String code() {
      return code;
    }
  }
}
