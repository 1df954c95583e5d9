package dev.slipjoint.server;

/**
 * Something that goes wrong at one crossing of a port.
 *
 * @param point the crossing's name
 * @param time which of the crossings of that name in one run, from one
 */
record Fault(String point, int time, Mode mode) {

  /** How it goes wrong. */
  enum Mode {
    /** The port says that it could not. */
    THROW,
    /** The process is gone: from then on nothing crosses, and nobody hears. */
    CRASH,
    /** It takes longer than every deadline. */
    HANG
  }

  /** Nothing goes wrong. */
  static final Fault NONE = new Fault("nowhere", 1, Mode.THROW);

  @Override
  public String toString() {
    return equals(NONE) ? "no fault" : mode + " at " + point + "#" + time;
  }
}
