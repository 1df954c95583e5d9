package dev.slipjoint.conformance;

import java.util.List;
import java.util.SplittableRandom;

/** One thing that somebody does to a platform, in words that mean something on any platform. */
sealed interface Step {

  /**
   * Somebody who does something: a user by name, or the installation that was enabled as the n-th.
   */
  sealed interface Actor {
    record User(String name) implements Actor {}

    /** Counted back from the latest; whoever is before the first is nobody. */
    record Installation(int back) implements Actor {}
  }

  /** Whoever does it. */
  record Enable(Actor actor, String target, String slug, String context) implements Step {}

  record Disable(Actor actor, String target, String slug) implements Step {}

  record Read(Actor actor, String target, String slug) implements Step {}

  record Replace(Actor actor, String target, String slug, String context) implements Step {}

  record Switch(Actor actor, String target, String slug, boolean on) implements Step {}

  record ListAll(Actor actor, String target) implements Step {}

  /** The platform ends and begins again on the same folder. */
  record Restart() implements Step {}

  List<String> USERS = List.of("ada", "ada", "ada", "dan", "bob", "eve", "eve", "nobody");
  List<String> TARGETS =
      List.of(
          "site/site-www",
          "site/site-docs",
          "team/team-acme",
          "site/site-other",
          "team/team-other",
          "site/site-none");
  List<String> SLUGS =
      List.of(
          "cool-integration",
          "cool-integration",
          "second-integration",
          "site-only",
          "team-only",
          "private-of-others",
          "no-such-integration");

  /** Any step; most of them are about the same few things, so that they meet. */
  static Step any(SplittableRandom random) {
    Actor actor =
        random.nextInt(3) == 0
            ? new Actor.Installation(random.nextInt(4))
            : new Actor.User(one(USERS, random));
    String target = one(TARGETS, random);
    String slug = one(SLUGS, random);
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> new Enable(actor, target, slug, context(random));
      case 5, 6, 7 -> new Read(actor, target, slug);
      case 8, 9, 10 -> new Replace(actor, target, slug, context(random));
      case 11 -> new Switch(actor, target, slug, random.nextBoolean());
      case 12, 13 -> new Disable(actor, target, slug);
      case 14 -> new ListAll(actor, target);
      default -> random.nextInt(4) == 0 ? new Restart() : new ListAll(actor, target);
    };
  }

  private static String one(List<String> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  private static String context(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> "{}";
      case 1 -> "{\"n\":" + random.nextInt(1000) + ".10}";
      case 2 -> "{\"b\":[1,{\"c\":null}],\"a\":\"" + random.nextInt(1000) + "\"}";
      default -> "{\"config\":{\"n\":" + random.nextInt(1000) + "},\"has_build_hook_enabled\":7}";
    };
  }
}
