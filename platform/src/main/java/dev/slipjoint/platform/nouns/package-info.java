/**
 * The things that the platform knows, and {@link dev.slipjoint.platform.nouns.PlatformException
 * everything that it refuses}. Values only: nothing in here looks anything up. The ladder begins
 * here; every other package may use it.
 */
@NullMarked
package dev.slipjoint.platform.nouns;

import org.jspecify.annotations.NullMarked;
