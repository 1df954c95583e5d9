package dev.slipjoint.cli;

/** Why the demo can't go on, in one sentence. */
@SuppressWarnings("serial") // never serialized
final class DemoFailed extends RuntimeException {
  DemoFailed(String sentence) {
    super(sentence);
  }
}
