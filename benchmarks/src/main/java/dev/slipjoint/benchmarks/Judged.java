package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * Makes sure that whoever is measured judges as the others do: answers whom it has to answer, and
 * refuses the others.
 */
final class Judged {
  private static final String STRANGER = "not-a-token-that-anybody-was-given";

  private Judged() {}

  static void check(WrkLane lane) throws IOException {
    List<Ask> asks =
        lane.part() == Part.CONSTANT ? List.of() : asks(lane.seed(), lane.method().equals("PUT"));
    for (Ask ask : asks) {
      Connection.once(lane.port(), ask);
    }
  }

  private static List<Ask> asks(SeedFolder folder, boolean put) throws IOException {
    Seed seed = folder.seed();
    List<String> tokens = folder.tokens(seed.installations() / 2);
    int last = tokens.size() - 1;
    int status = put ? 204 : 200;
    return List.of(
        ask(put, status, seed.site(0), tokens.get(0)),
        ask(put, status, seed.site(1), tokens.get(1)),
        ask(put, status, seed.site(last), tokens.get(last)),
        // Another team's owner, and another site's installation.
        ask(put, 404, seed.site(last), tokens.get(0)),
        ask(put, 404, seed.site(last), tokens.get(1)),
        ask(put, 404, "site-nowhere", tokens.get(0)),
        ask(put, 401, seed.site(0), STRANGER));
  }

  private static Ask ask(boolean put, int status, String site, String token) {
    return Ask.of(
        token,
        put ? "PUT" : "GET",
        "/site/%s/integrations/%s".formatted(site, Seed.SLUG),
        put ? "{\"config\":%s}".formatted(Seed.CONTEXT) : "",
        status,
        status == 200 ? "\"config\":" + Seed.CONTEXT : "");
  }
}
