package dev.slipjoint.benchmarks;

import java.util.List;

/**
 * What one connection asks, over and over.
 *
 * @param port where
 * @param asks in this order
 * @param unit so many belong together and are never begun without being finished
 */
record Script(int port, List<Ask> asks, int unit) {
  Script {
    asks = List.copyOf(asks);
  }
}
