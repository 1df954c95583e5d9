package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;

/**
 * Everything that the platform refuses, as facts. No refusal knows a status code or a sentence: the
 * server's {@code Problems} phrases each of them in one place.
 */
@SuppressWarnings("serial") // refusals are answered, never serialized
public abstract sealed class PlatformException extends RuntimeException {

  private PlatformException() {
    // A refusal is an answer, not a fault: its stack would only cost.
    super(null, null, false, false);
  }

  private PlatformException(Throwable cause) {
    super(cause);
  }

  @Override
  public String getMessage() {
    return getClass().getSimpleName();
  }

  /** Nobody knows this token, or it is no longer good; which of the two is not said. */
  public static final class Unauthorized extends PlatformException {
    /** Refuses. */
    public Unauthorized() {}
  }

  /** There is no such target, or the caller may not see it: both look the same. */
  public static final class TargetNotFound extends PlatformException {
    private final String target;

    /** Refuses with these facts. */
    public TargetNotFound(String target) {
      this.target = target;
    }

    /** What was asked for. */
    public String target() {
      return target;
    }
  }

  /** There is no such integration for this team, or this caller has no business with it. */
  public static final class IntegrationNotFound extends PlatformException {
    private final String slug;

    /** Refuses with these facts. */
    public IntegrationNotFound(String slug) {
      this.slug = slug;
    }

    /** Which integration. */
    public String slug() {
      return slug;
    }
  }

  /** Enabling was asked for an integration that isn't there for this team. */
  public static final class InvalidIntegrationSlug extends PlatformException {
    private final String slug;

    /** Refuses with these facts. */
    public InvalidIntegrationSlug(String slug) {
      this.slug = slug;
    }

    /** Which integration. */
    public String slug() {
      return slug;
    }
  }

  /** The integration is not enabled there. */
  public static final class NotEnabled extends PlatformException {
    private final Slug slug;
    private final Target target;

    /** Refuses with these facts. */
    public NotEnabled(Slug slug, Target target) {
      this.slug = slug;
      this.target = target;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }

    /** Where. */
    public Target target() {
      return target;
    }
  }

  /** The integration is enabled there already; what it keeps was left alone. */
  public static final class AlreadyEnabled extends PlatformException {
    private final Slug slug;
    private final Target target;

    /** Refuses with these facts. */
    public AlreadyEnabled(Slug slug, Target target) {
      this.slug = slug;
      this.target = target;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }

    /** Where. */
    public Target target() {
      return target;
    }
  }

  /** The integration has a level that does not cover this target. */
  public static final class WrongLevel extends PlatformException {
    private final Slug slug;
    private final Target target;
    private final Level level;

    /** Refuses with these facts. */
    public WrongLevel(Slug slug, Target target, Level level) {
      this.slug = slug;
      this.target = target;
      this.level = level;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }

    /** Where. */
    public Target target() {
      return target;
    }

    /** Its level. */
    public Level level() {
      return level;
    }
  }

  /** The caller's role sees the target but may not do this. */
  public static final class InsufficientRole extends PlatformException {
    private final Role role;

    /** Refuses with these facts. */
    public InsufficientRole(Role role) {
      this.role = role;
    }

    /** The caller's role. */
    public Role role() {
      return role;
    }
  }

  /** The installation may not do this, because the user behind it no longer may. */
  public static final class InsufficientScope extends PlatformException {
    /** Refuses. */
    public InsufficientScope() {}
  }

  /** This kind of token is not for this. */
  public static final class WrongTokenType extends PlatformException {
    /** Refuses. */
    public WrongTokenType() {}
  }

  /**
   * This is an installation's own to do: it needs the installation's token, or one of its calls.
   */
  public static final class InstallationTokenNeeded extends PlatformException {
    /** Refuses. */
    public InstallationTokenNeeded() {}
  }

  /** The installation has reported no such problem, or somebody has dismissed it. */
  public static final class ProblemNotFound extends PlatformException {
    private final String key;

    /** Refuses with these facts. */
    public ProblemNotFound(String key) {
      this.key = key;
    }

    /** What was asked for. */
    public String key() {
      return key;
    }
  }

  /** The context has more bytes of canonical text than the platform keeps. */
  public static final class ContextTooLarge extends PlatformException {
    private final int limit;

    /** Refuses with these facts. */
    public ContextTooLarge(int limit) {
      this.limit = limit;
    }

    /** The limit in bytes. */
    public int limit() {
      return limit;
    }
  }

  /** An operation on the installation is under way, and has to end first. */
  public static final class OperationUnderWay extends PlatformException {
    private final Slug slug;
    private final Target target;
    private final String operation;

    /** Refuses with these facts. */
    public OperationUnderWay(Slug slug, Target target, String operation) {
      this.slug = slug;
      this.target = target;
      this.operation = operation;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }

    /** Where. */
    public Target target() {
      return target;
    }

    /** The id of the operation that is under way. */
    public String operation() {
      return operation;
    }
  }

  /** There is no such operation, or the caller may not see it. */
  public static final class OperationNotFound extends PlatformException {
    private final String operation;

    /** Refuses with these facts. */
    public OperationNotFound(String operation) {
      this.operation = operation;
    }

    /** Which operation. */
    public String operation() {
      return operation;
    }
  }

  /** The operation is over: there is nothing to confirm or to reject. */
  public static final class OperationOver extends PlatformException {
    private final String operation;

    /** Refuses with these facts. */
    public OperationOver(String operation) {
      this.operation = operation;
    }

    /** Which operation. */
    public String operation() {
      return operation;
    }
  }

  /** The integration has no such handler that callers could reach. */
  public static final class HandlerNotFound extends PlatformException {
    private final Slug slug;
    private final String handler;

    /** Refuses with these facts. */
    public HandlerNotFound(Slug slug, String handler) {
      this.slug = slug;
      this.handler = handler;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }

    /** The handler's name, as it may be shown. */
    public String handler() {
      return handler;
    }
  }

  /** A handler gave no answer that could be passed on. Why isn't told: the address isn't theirs. */
  public static final class HandlerFailed extends PlatformException {
    private final Slug slug;

    /** Refuses with these facts. */
    public HandlerFailed(Slug slug) {
      this.slug = slug;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }
  }

  /** The integration failed so often that it isn't called for a while. */
  public static final class IntegrationSuspended extends PlatformException {
    private final Slug slug;
    private final int seconds;

    /** Refuses with these facts. */
    public IntegrationSuspended(Slug slug, int seconds) {
      this.slug = slug;
      this.seconds = seconds;
    }

    /** For how many seconds still. */
    public int seconds() {
      return seconds;
    }

    /** Which integration. */
    public Slug slug() {
      return slug;
    }
  }

  /** As many calls to this installation are under way as there may be at a time. */
  public static final class TooManyCalls extends PlatformException {
    private final int limit;

    /** Refuses with these facts. */
    public TooManyCalls(int limit) {
      this.limit = limit;
    }

    /** How many there may be. */
    public int limit() {
      return limit;
    }
  }

  /** Calls led to calls, more often than is let pass. */
  public static final class LoopDetected extends PlatformException {
    private final int limit;

    /** Refuses with these facts. */
    public LoopDetected(int limit) {
      this.limit = limit;
    }

    /** How many calls may lead to each other. */
    public int limit() {
      return limit;
    }
  }

  /** There is no such webhook of this team or integration. */
  public static final class WebhookNotFound extends PlatformException {
    private final String webhook;

    /** Refuses with these facts. */
    public WebhookNotFound(String webhook) {
      this.webhook = webhook;
    }

    /** Which webhook. */
    public String webhook() {
      return webhook;
    }
  }

  /** The webhook has no such delivery. */
  public static final class DeliveryNotFound extends PlatformException {
    private final String delivery;

    /** Refuses with these facts. */
    public DeliveryNotFound(String delivery) {
      this.delivery = delivery;
    }

    /** Which delivery. */
    public String delivery() {
      return delivery;
    }
  }

  /** The webhook said that it is gone, and is told nothing until it is resumed. */
  public static final class WebhookGone extends PlatformException {
    private final String webhook;

    /** Refuses with these facts. */
    public WebhookGone(String webhook) {
      this.webhook = webhook;
    }

    /** Which webhook. */
    public String webhook() {
      return webhook;
    }
  }

  /** The team or the integration has as many webhooks as it may have. */
  public static final class TooManyWebhooks extends PlatformException {
    private final int limit;

    /** Refuses with these facts. */
    public TooManyWebhooks(int limit) {
      this.limit = limit;
    }

    /** How many it may have. */
    public int limit() {
      return limit;
    }
  }

  /** The URL is none that this platform calls. */
  public static final class UrlNotAllowed extends PlatformException {
    private final String sentence;

    /** Refuses with these facts. */
    public UrlNotAllowed(String sentence) {
      this.sentence = sentence;
    }

    /** Why, in a sentence about the URL. */
    public String sentence() {
      return sentence;
    }
  }

  /** The store can't do the work now. A write is not known to be kept. */
  public static final class StoreUnavailable extends PlatformException {

    /** Refuses because of what the engine says. */
    public StoreUnavailable(Throwable cause) {
      super(cause);
    }
  }
}
