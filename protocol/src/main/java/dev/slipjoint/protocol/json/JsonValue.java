package dev.slipjoint.protocol.json;

/**
 * One exact JSON value (RFC 8259). {@code toString()} is its canonical text: no blanks, members in
 * the order in which they came, numbers with the digits that were written.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonLiteral {}
