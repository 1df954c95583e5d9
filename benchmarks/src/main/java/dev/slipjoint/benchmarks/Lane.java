package dev.slipjoint.benchmarks;

import java.util.List;

/**
 * One of the ways that are compared.
 *
 * @param part its name
 * @param scripts what its connections ask, one for each
 */
record Lane(Part part, List<Script> scripts) {
  Lane {
    scripts = List.copyOf(scripts);
  }
}
