package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static String full;

  @BeforeAll
  static void fillASite() {
    full = server.fresh(Kind.SITE);
    for (int i = 0; i < 7; i++) {
      String slug = "listed-" + i;
      var declared = Acme.integration(slug, Acme.TEAM, Level.SITE, Visibility.PUBLIC);
      server.behindTheRules(tx -> tx.integrations().put(declared.integration()));
      server.asOwner().post(full + "/" + slug, "{}").token();
    }
  }

  private static List<String> slugs(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return ((JsonArray) reply.json())
        .elements().stream().map(it -> ((JsonObject) it).string("slug")).toList();
  }

  private static List<String> listed(int... numbers) {
    return IntStream.of(numbers).mapToObj(i -> "listed-" + i).toList();
  }

  @ParameterizedTest
  @EnumSource
  void areEmptyWhereNothingIsEnabled(Kind kind) {
    Reply reply = server.asViewer().get(server.fresh(kind));

    assertThat(reply.text()).isEqualTo("[]");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.has("Link")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void showWhatIsEnabled(Kind kind) {
    String path = server.enabled(kind, "{\"hidden\":1}");
    server.asOwner().put(path, "{\"has_build_hook_enabled\":true}");

    Reply reply = server.asViewer().get(path.replace("/cool-integration", ""));

    assertThat(reply.text())
        .isEqualTo(
            "[{\"slug\":\"cool-integration\",\"name\":\"The cool-integration\","
                + "\"version\":\"http://127.0.0.1:9000/cool-integration\",\"has_build\":true,"
                + "\"has_connector\":false,\"enabled_at\":\"2026-11-23T12:00:00Z\"}]");
  }

  @Test
  void areSortedBySlugAndHaveAllOnOnePageIfTheyFit() {
    for (String query : List.of("", "?limit=7", "?limit=1000", "?after=", "?unknown=x")) {
      Reply reply = server.asViewer().get(full + query);

      assertThat(slugs(reply)).as(query).isEqualTo(listed(0, 1, 2, 3, 4, 5, 6));
      assertThat(reply.has("Link")).as(query).isFalse();
    }
  }

  @Test
  void leadFromPageToPage() {
    List<String> all = new ArrayList<>();
    String path = full + "?limit=3";
    int pages = 0;
    while (!path.isEmpty()) {
      Reply reply = server.asViewer().get(path);
      all.addAll(slugs(reply));
      pages++;
      path = "";
      if (reply.has("Link")) {
        assertThat(reply.header("Link")).matches("</.*>; rel=\"next\"");
        path = reply.header("Link").replaceAll("^<(.*)>.*$", "$1");
      }
    }

    assertThat(all).isEqualTo(listed(0, 1, 2, 3, 4, 5, 6));
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void moveNothingWhenSomethingIsDisabledMeanwhile() {
    String path = server.fresh(Kind.SITE);
    listed(0, 1, 2, 3).forEach(it -> server.asOwner().post(path + "/" + it, "{}").token());
    Reply first = server.asViewer().get(path + "?limit=2");
    assertThat(slugs(first)).isEqualTo(listed(0, 1));

    server.asOwner().delete(path + "/listed-1");
    server.asOwner().delete(path + "/listed-0");

    String next = first.header("Link").replaceAll("^<(.*)>.*$", "$1");
    assertThat(slugs(server.asViewer().get(next))).isEqualTo(listed(2, 3));
  }

  @Test
  void beginAfterASlugThatNeedNotBeThere() {
    assertThat(slugs(server.asViewer().get(full + "?after=listed-4"))).isEqualTo(listed(5, 6));
    assertThat(slugs(server.asViewer().get(full + "?after=listed-4x"))).isEqualTo(listed(5, 6));
    assertThat(slugs(server.asViewer().get(full + "?after=zzz"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=",
        "limit=x",
        "limit=1e2",
        "limit=99999999999",
        "limit=%D9%A1",
        "limit=1%00",
      })
  void refuseLimitsThatAreNone(String query) {
    Reply refused = server.asOwner().get(full + "?" + query).refused(400, "invalid_parameter");

    assertThat(refused.string("parameter")).isEqualTo("limit");
    assertThat(refused.string("msg"))
        .isEqualTo("The parameter limit must be a number from 1 to 1000.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=Upper", "after=a_b", "after=%27%20OR%201", "after=%3Cscript%3E"})
  void refuseKeysThatAreNone(String query) {
    Reply refused = server.asOwner().get(full + "?" + query).refused(400, "invalid_parameter");

    assertThat(refused.string("parameter")).isEqualTo("after");
  }

  @Test
  void showAnInstallationItselfAlone() {
    String team = server.freshTeam();
    String site = "site-of-" + team;
    server.behindTheRules(tx -> tx.teams().put(Acme.site(site, new TeamId(team))));
    String onSite = "/site/" + site + "/integrations";
    server.asOwner().post(onSite + "/site-only", "{}").token();
    Asker ofSite = server.as(server.asOwner().post(onSite + "/cool-integration", "{}").token());
    Asker ofTeam =
        server.as(server.asOwner().post("/team/" + team + "/integrations/team-only", "{}").token());

    assertThat(slugs(ofSite.get(onSite))).containsExactly("cool-integration");
    assertThat(slugs(ofSite.get(onSite + "?after=cool-integration"))).isEmpty();
    assertThat(slugs(ofTeam.get("/team/" + team + "/integrations"))).containsExactly("team-only");
    assertThat(slugs(ofTeam.get(onSite))).isEmpty();
    ofSite.get("/team/" + team + "/integrations").refused(404, "not_found");
  }
}
