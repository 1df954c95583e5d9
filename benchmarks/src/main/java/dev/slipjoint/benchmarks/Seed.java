package dev.slipjoint.benchmarks;

import java.math.BigInteger;
import java.util.Locale;

/**
 * What is in a database that is filled beforehand: teams with an owner each, their sites, and one
 * integration enabled on every site.
 *
 * @param installations how many, numbered from 0
 * @param teams how many of them have the same number of sites
 */
record Seed(int installations, int teams) {
  static final String SLUG = "benchmark";

  /** 400 bytes of canonical text. The digits are counted up by those who change it. */
  static final String CONTEXT = context();

  /** What a server answers to whom it tells that context. */
  static final String ANSWER =
      "{\"config\":" + CONTEXT + ",\"has_build_hook_enabled\":false," + CONTEXT.substring(1);

  private static final int CONTEXT_SIZE = 400;

  /** So many; the larger, the more sites a team has. */
  static Seed of(int installations) {
    return new Seed(installations, Math.max(1_000, installations / 100));
  }

  private static String context() {
    String start =
        """
        {"custom_field":"custom_value","count":"0000000","enabled":true,"url":"https://hooks.example/v1",\
        "limits":{"requests":1000,"burst":50,"ratio":0.75},"tags":["production","europe"],"notes":"\
        """
            .strip();
    return start + "x".repeat(CONTEXT_SIZE - start.length() - 2) + "\"}";
  }

  String site(int installation) {
    return String.format(Locale.ROOT, "site-%07d", installation);
  }

  String team(int number) {
    return String.format(Locale.ROOT, "team-%05d", number);
  }

  String owner(int team) {
    return String.format(Locale.ROOT, "owner-%05d", team);
  }

  int teamOf(int installation) {
    return installation / (installations / teams);
  }

  /** Every other call is made by the installation itself, the rest by the team's owner. */
  static boolean isCalledByItself(int installation) {
    return installation % 2 == 1;
  }

  /** How far a walk jumps that comes to each number once before it comes to one again. */
  static int step(int count) {
    BigInteger all = BigInteger.valueOf(count);
    long step = Math.round(count * 0.618);
    while (!BigInteger.valueOf(step).gcd(all).equals(BigInteger.ONE)) {
      step++;
    }
    return (int) step;
  }
}
