package dev.slipjoint.server;

/** Why a server does not start, in one sentence for the operator. */
@SuppressWarnings("serial") // never serialized
public final class ServerFailedToStart extends RuntimeException {

  ServerFailedToStart(String sentence) {
    super(sentence);
  }

  ServerFailedToStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
