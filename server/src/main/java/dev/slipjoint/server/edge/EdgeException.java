package dev.slipjoint.server.edge;

import java.util.List;

/** What is refused because of its HTTP, before anybody looks at what it is about. */
@SuppressWarnings("serial") // refusals are answered, never serialized
public abstract sealed class EdgeException extends RuntimeException {

  private EdgeException() {
    super(null, null, false, false);
  }

  @Override
  public String getMessage() {
    return getClass().getSimpleName();
  }

  /** The path is spelled in a way that no resource of ours is. */
  public static final class BadPath extends EdgeException {
    /** Refuses. */
    public BadPath() {}
  }

  /** No route has this path. */
  public static final class NoSuchRoute extends EdgeException {
    /** Refuses. */
    public NoSuchRoute() {}
  }

  /** The path has no such method. */
  public static final class MethodNotAllowed extends EdgeException {
    private final List<String> allowed;

    /** Refuses with the methods that there are. */
    public MethodNotAllowed(List<String> allowed) {
      this.allowed = List.copyOf(allowed);
    }

    /** The methods that there are. */
    public List<String> allowed() {
      return allowed;
    }
  }

  /** A parameter of the query is not what it must be. */
  public static final class InvalidParameter extends EdgeException {
    private final String name;
    private final String expectation;

    /** Refuses a parameter by its name. */
    public InvalidParameter(String name, String expectation) {
      this.name = name;
      this.expectation = expectation;
    }

    /** Which one. */
    public String name() {
      return name;
    }

    /** What it must be. */
    public String expectation() {
      return expectation;
    }
  }

  /** The body is larger than is read. */
  public static final class BodyTooLarge extends EdgeException {
    private final int limit;

    /** Refuses with the limit in bytes. */
    public BodyTooLarge(int limit) {
      this.limit = limit;
    }

    /** The limit in bytes. */
    public int limit() {
      return limit;
    }
  }

  /** The headers are more, or longer, than is read. */
  public static final class HeadersTooLarge extends EdgeException {
    private final String sentence;
    private final int limit;

    /**
     * Refuses.
     *
     * @param sentence what there is too much of
     */
    public HeadersTooLarge(String sentence, int limit) {
      this.sentence = sentence;
      this.limit = limit;
    }

    /** What there is too much of. */
    public String sentence() {
      return sentence;
    }

    /** How much of it is read. */
    public int limit() {
      return limit;
    }
  }

  /** The client took too long over its body. */
  public static final class TooSlow extends EdgeException {
    /** Refuses. */
    public TooSlow() {}
  }

  /** Too much is in work; it will be better soon. */
  public static final class Busy extends EdgeException {
    /** Refuses. */
    public Busy() {}
  }

  /** The body is encoded; it is read only as it is. */
  public static final class EncodingNotSupported extends EdgeException {
    /** Refuses. */
    public EncodingNotSupported() {}
  }
}
