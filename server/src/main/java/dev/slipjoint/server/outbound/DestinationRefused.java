package dev.slipjoint.server.outbound;

/** A URL that can't be called whatever its host's addresses are; the message is a sentence. */
@SuppressWarnings("serial") // never serialized
final class DestinationRefused extends Exception {
  private final String sentence;

  DestinationRefused(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
