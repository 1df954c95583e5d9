package dev.slipjoint.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who and what there is on the platform that is measured: one user, some teams, one integration.
 */
final class Town {
  static final String TOKEN = "benchmark-token-of-ada-the-owner";
  static final String SLUG = "benchmark";
  static final String SECRET = "benchmark-secret-of-the-integration";

  /**
   * Calls go to a few sites: no one installation has more under way than the platform allows by
   * default.
   */
  static final Team CALLED = new Team("team-called", 8);

  /** Operations: one team alone has no more than its share of what is done at a time. */
  static final List<Team> CHANGING =
      IntStream.range(0, 4).mapToObj(it -> new Team("team-changing-" + it, 16)).toList();

  /** Its changes are told. */
  static final Team TOLD = new Team("team-told", 16);

  /** The same changes, with nobody to tell. */
  static final Team UNTOLD = new Team("team-untold", 16);

  private Town() {}

  /** A team and its sites. */
  record Team(String id, int size) {
    List<String> sites() {
      return IntStream.range(0, size).mapToObj(it -> "site-%s-%d".formatted(id, it)).toList();
    }

    private String yaml() {
      StringBuilder yaml = new StringBuilder("  - id: %s\n    name: %s\n".formatted(id, id));
      yaml.append("    members: [{ user: ada, role: owner }]\n    sites:\n");
      sites().forEach(it -> yaml.append("      - { id: %s, name: %s }\n".formatted(it, it)));
      return yaml.toString();
    }
  }

  /** The platform file. */
  static String file(URI integration) {
    StringBuilder file =
        new StringBuilder(
            """
            users:
              - id: ada
                name: Ada
                tokens: [{ name: benchmark, token: %s }]
            teams:
            """
                .formatted(TOKEN));
    List.of(CALLED, TOLD, UNTOLD).forEach(it -> file.append(it.yaml()));
    CHANGING.forEach(it -> file.append(it.yaml()));
    return file.append(
            """
            integrations:
              - slug: %s
                name: Benchmark
                team: %s
                level: team-and-site
                url: "%s"
                secret: %s
            """
                .formatted(SLUG, CALLED.id(), integration, SECRET))
        .toString();
  }
}
