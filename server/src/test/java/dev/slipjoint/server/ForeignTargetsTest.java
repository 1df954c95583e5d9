package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is another team's looks like what isn't there. */
class ForeignTargetsTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final String CANARY = "canary-of-acme";
  private static final String CONTEXT = "{\"config\":{\"secret\":\"" + CANARY + "\"}}";

  @BeforeAll
  static void acmeHasSomething() {
    server.asOwner().post("/site/site-www/integrations/cool-integration", CONTEXT).token();
    server.asOwner().post("/team/team-acme/integrations/cool-integration", CONTEXT).token();
  }

  /** A method, what follows the target, a body, an id of ours and one of the same length. */
  static Stream<Arguments> requests() {
    return Stream.of("site site-www site-xyz", "team team-acme team-none")
        .map(it -> List.of(it.split(" ", 3)))
        .flatMap(
            target ->
                Stream.of(
                        "GET .",
                        "GET ./cool-integration",
                        "GET ./private-one",
                        "GET ./no-such-one",
                        "GET ./Upper_Case",
                        "POST ./cool-integration {}",
                        "POST ./cool-integration {\"broken",
                        "POST ./cool-integration {\"config\":[]}",
                        "POST ./cool-integration",
                        "POST ./site-only {}",
                        "POST ./team-only {}",
                        "POST ./private-one {}",
                        "POST ./no-such-one {}",
                        "POST ./Upper_Case {}",
                        "PUT ./cool-integration {\"config\":{}}",
                        "PUT ./cool-integration {}",
                        "PUT ./cool-integration {\"broken",
                        "PUT ./no-such-one {}",
                        "PUT ./Upper_Case {}",
                        "DELETE ./cool-integration",
                        "DELETE ./no-such-one",
                        "DELETE ./Upper_Case")
                    .map(it -> List.of(it.split(" ", 3)))
                    .map(
                        it ->
                            Arguments.of(
                                it.get(0),
                                target.get(0),
                                target.get(1),
                                target.get(2),
                                it.get(1).substring(1),
                                it.size() > 2 ? it.get(2) : "")));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void lookLikeUnknownOnes(
      String method, String kind, String foreign, String unknown, String rest, String body) {
    Reply ofForeign = ask(method, kind, foreign, rest, body).refused(404, "not_found");
    Reply ofUnknown = ask(method, kind, unknown, rest, body).refused(404, "not_found");

    assertThat(ofForeign.withoutItsOwn(foreign)).isEqualTo(ofUnknown.withoutItsOwn(unknown));
    assertThat(ofForeign.text()).doesNotContain(CANARY).contains("There is no " + kind);
  }

  private static Reply ask(String method, String kind, String id, String rest, String body) {
    return server.asStranger().send(method, "/" + kind + "/" + id + "/integrations" + rest, body);
  }

  @Test
  void keepWhatTheyHave() {
    Asker stranger = server.asStranger();
    for (String path :
        List.of(
            "/site/site-www/integrations/cool-integration",
            "/team/team-acme/integrations/cool-integration")) {
      stranger.put(path, "{\"config\":{}}").refused(404, "not_found");
      stranger.delete(path).refused(404, "not_found");
      assertThat(server.asOwner().get(path).text()).contains(CANARY);
    }
  }

  @Test
  void areNotReachedByTheOtherKindsId() {
    server.asOwner().get("/site/team-acme/integrations").refused(404, "not_found");
    server.asOwner().get("/team/site-www/integrations").refused(404, "not_found");
  }
}
