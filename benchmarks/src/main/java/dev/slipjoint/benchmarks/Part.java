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
  /** A context read out of the store, with a token. */
  READ,
  /** The same from a server that writes a line for each call, as it does by default. */
  READ_LOGGED,
  /** As many bytes from the same process, with nobody asked anything. */
  CONSTANT,
  /** The same context read from the peer. */
  READ_PEER,
  /** As many contexts, read out of a store that has a million. */
  READ_MILLION,
  /** Each of that million as often as the others. */
  READ_ALL,
  /** A context replaced, durably. */
  WRITE,
  /** The same in the peer. */
  WRITE_PEER,
  /** From the start of the process to the first answer. */
  START,
  /** A server with nothing to do. */
  IDLE;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Part> of(String word) {
    return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
  }
}
