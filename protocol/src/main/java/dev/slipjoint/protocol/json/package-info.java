/**
 * JSON that comes out as it went in: numbers keep their digits, members their order, strings their
 * code points. What cannot be kept exactly is refused. Start with {@link
 * dev.slipjoint.protocol.json.JsonReader}.
 */
@NullMarked
package dev.slipjoint.protocol.json;

import org.jspecify.annotations.NullMarked;
