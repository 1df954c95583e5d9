package dev.slipjoint.protocol.json;

/** A text that is no JSON, or none that can be kept exactly. The message never quotes the text. */
public final class JsonRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a text is refused. In lower case, these are stable codes: docs/reference/errors.md. */
  public enum Reason {
    /** It does not follow RFC 8259, or isn't UTF-8. */
    INVALID_JSON,
    /** A name stands twice in one object. */
    DUPLICATE_KEY,
    /** A string holds U+0000 or half a surrogate pair. */
    INVALID_STRING,
    /** A number is beyond what a double can hold, or too long. */
    NUMBER_OUT_OF_RANGE,
    /** Objects and arrays are nested too deeply. */
    TOO_DEEP,
    /** One of the other {@link JsonLimits} is passed. */
    TOO_LARGE,
    /** A value is missing, or of another type than the protocol asks for in this place. */
    WRONG_TYPE,
    /** A context is no JSON object. */
    CONFIG_NOT_OBJECT,
    /** An update names nothing that could be updated. */
    NOTHING_TO_CHANGE
  }

  private final Reason reason;
  private final String pointer;
  private final String sentence;

  /** Refuses the value at {@code pointer} (RFC 6901; empty for the whole text). */
  public JsonRefused(Reason reason, String pointer, String sentence) {
    super(sentence);
    this.reason = reason;
    this.pointer = pointer;
    this.sentence = sentence;
  }

  /** What is wrong, for a person. It never quotes the text. */
  public String sentence() {
    return sentence;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Where, as an RFC 6901 pointer; empty where it is the whole text or no one place. */
  public String pointer() {
    return pointer;
  }
}
