package dev.slipjoint.platform.nouns;

import java.time.Instant;

/**
 * Work that is done although the process may end meanwhile. Whoever claims it puts its due time off
 * and gets a new fence; if they don't come back by then, somebody else claims it, and what the
 * first one brings afterwards is refused for its old fence.
 *
 * @param dueAt when to begin, or when the claim is up
 * @param fence counts the claims
 */
public record Task(TaskKey key, Instant dueAt, long fence) {}
