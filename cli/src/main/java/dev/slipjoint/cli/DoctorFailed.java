package dev.slipjoint.cli;

/** Why the doctor could not be asked, in one sentence. */
@SuppressWarnings("serial") // never serialized
final class DoctorFailed extends RuntimeException {
  DoctorFailed(String sentence) {
    super(sentence);
  }
}
