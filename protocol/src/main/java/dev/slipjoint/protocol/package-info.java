/**
 * The wire protocol as values: identifiers, requests, answers, handler events and errors, without
 * I/O.
 */
@NullMarked
package dev.slipjoint.protocol;

import org.jspecify.annotations.NullMarked;
