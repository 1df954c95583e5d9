/**
 * The wire protocol as values: ids, the bodies of requests, answers and refusals, and the names of
 * headers. No I/O.
 */
@NullMarked
package dev.slipjoint.protocol;

import org.jspecify.annotations.NullMarked;
