package dev.slipjoint.protocol.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A JSON object. Its members keep their order, and no name stands twice. */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  /** Keeps a copy. */
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Starts an object to be filled member by member. */
  public static Builder builder() {
    return new Builder();
  }

  /** The member of that name, if there is one. */
  public Optional<JsonValue> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /**
   * The text of the string member of that name.
   *
   * @throws NoSuchElementException if there is no such member or it is no string
   */
  public String string(String name) {
    if (members.get(name) instanceof JsonString text) {
      return text.value();
    }
    throw new NoSuchElementException("There is no string called \"" + name + "\" in this object");
  }

  @Override
  public String toString() {
    return JsonText.of(this);
  }

  /** Puts an object together; a name that is put twice keeps its first place and last value. */
  public static final class Builder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private Builder() {}

    /** Puts any value. */
    public Builder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /** Puts a string. */
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /** Puts a whole number. */
    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /** Puts true or false. */
    public Builder put(String name, boolean value) {
      return put(name, JsonLiteral.of(value));
    }

    /** The object as it is now. */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
