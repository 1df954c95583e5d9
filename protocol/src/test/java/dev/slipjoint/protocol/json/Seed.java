package dev.slipjoint.protocol.json;

import java.util.SplittableRandom;

/** Where a test's chance begins. It is printed; {@code -Dslipjoint.seed=…} has it again. */
record Seed(long value) {

  static Seed print() {
    Long wanted = Long.getLong("slipjoint.seed");
    Seed seed = new Seed(wanted == null ? new SplittableRandom().nextLong() : wanted);
    System.out.println("slipjoint.seed=" + seed.value);
    return seed;
  }

  SplittableRandom random() {
    return new SplittableRandom(value);
  }
}
