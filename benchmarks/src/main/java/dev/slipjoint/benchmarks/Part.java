package dev.slipjoint.benchmarks;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be measured. */
enum Part {
  /** A handler called at its own host, with a user's token. */
  DIRECT,
  /** The same handler called through the platform. */
  GATEWAY,
  /** The same answer from a host that asks nobody anything. */
  BARE,
  /** Enabling and disabling with the integration's own logic. */
  OPERATIONS,
  /** Plain POST and DELETE of the same. */
  PLAIN,
  /** What happens, told to a receiver. */
  EVENTS,
  /** A server with nothing to do. */
  IDLE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Part> of(String word) {
    return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
  }
}
