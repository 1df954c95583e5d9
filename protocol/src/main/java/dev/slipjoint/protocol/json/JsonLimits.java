package dev.slipjoint.protocol.json;

/**
 * How much JSON is read before it is refused. Lengths are in characters.
 *
 * @param depth how many objects and arrays may stand inside one another
 * @param members members of one object
 * @param values values in the whole text
 * @param stringLength characters of one string
 * @param nameLength characters of one member's name
 * @param numberLength characters of one number
 */
public record JsonLimits(
    int depth, int members, int values, int stringLength, int nameLength, int numberLength) {

  /** The limits of the wire, docs/reference/wire.md. */
  public static final JsonLimits DEFAULT =
      new JsonLimits(64, 10_000, 100_000, 256 * 1024, 1_024, 64);

  /** No limits, for what was let in before: it comes out whatever the limits have become since. */
  public static final JsonLimits NONE =
      new JsonLimits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);
}
