package dev.slipjoint.conformance;

import java.util.function.Supplier;

/** An answer that is documented, and how to get it. */
record Ask(String operation, int status, String when, Supplier<Answer> asking) {}
