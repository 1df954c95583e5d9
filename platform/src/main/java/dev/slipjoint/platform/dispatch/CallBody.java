package dev.slipjoint.platform.dispatch;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A body on its way to a handler; it is read once.
 *
 * @param length in bytes, if that is known before
 */
public record CallBody(InputStream bytes, OptionalLong length) {}
