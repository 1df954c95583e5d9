package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have which webhooks, and how they are asked for. */
class WebhookRoutesTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme().with("dispatch.allow-private", "127.0.0.1:9");

  private static final String HOOK = "{\"url\":\"http://127.0.0.1:9/a\"}";
  private static final String OF_COOL = "/integrations/cool-integration/webhooks";

  private String all;

  @BeforeEach
  void begin() {
    all = "/team/" + SERVER.freshTeam() + "/webhooks";
  }

  private String made() {
    Reply made = SERVER.asDeveloper().post(all, HOOK);
    assertThat(made.status()).isEqualTo(201);
    return made.header("Location");
  }

  private static int size(Reply list) {
    return ((JsonArray) list.json()).elements().size();
  }

  @Test
  void whatIsMadeIsShownWithItsSecretOnlyOnce() {
    Reply made =
        SERVER
            .asDeveloper()
            .post(
                all,
                "{\"url\":\"https://hooks.example/a?b=1\",\"description\":\"Ours\","
                    + "\"types\":[\"context.changed\"]}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.string("id")).matches("hook_[0-9A-Za-z]{24}");
    assertThat(made.header("Location")).isEqualTo(all + "/" + made.string("id"));
    assertThat(made.string("secret")).matches("whsec_[0-9A-Za-z+/]{43}=");
    Reply read = SERVER.asViewer().get(made.header("Location"));
    assertThat(read.string("url")).isEqualTo("https://hooks.example/a?b=1");
    assertThat(read.string("description")).isEqualTo("Ours");
    assertThat(read.string("state")).isEqualTo("active");
    assertThat(read.text())
        .contains("\"types\":[\"context.changed\"]")
        .doesNotContain("secret", "whsec_");
    assertThat(SERVER.asViewer().get(all).text()).isEqualTo("[" + read.text() + "]");
  }

  @Test
  void whatIsChangedIsReplacedAsAWhole() {
    String path = made();
    Reply changed = SERVER.asOwner().put(path, "{\"url\":\"https://other.example\",\"types\":[]}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.string("url")).isEqualTo("https://other.example");
    assertThat(changed.string("description")).isEmpty();
    SERVER.asOwner().put(path, "{\"description\":\"x\"}").refused(400, "wrong_type");
  }

  @Test
  void whatIsRemovedIsNotFoundAnyMore() {
    String path = made();
    assertThat(SERVER.asOwner().delete(path).status()).isEqualTo(204);
    SERVER.asOwner().get(path).refused(404, "not_found");
    SERVER.asOwner().delete(path).refused(404, "not_found");
    assertThat(size(SERVER.asOwner().get(all))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\":1}",
        "{\"url\":\"https://a.example\",\"types\":\"context.changed\"}",
        "{\"url\":\"https://a.example\",\"types\":[1]}",
        "{\"url\":\"https://a.example\",\"types\":[\"no.such\"]}",
        "{\"url\":\"https://a.example\",\"description\":[]}"
      })
  void whatIsNoWebhookIsRefused(String body) {
    SERVER.asOwner().post(all, body).refused(400, "wrong_type");
  }

  @Test
  void aLongDescriptionIsRefused() {
    SERVER
        .asOwner()
        .post(
            all,
            "{\"url\":\"https://a.example\",\"description\":\"%s\"}".formatted("x".repeat(501)))
        .refused(413, "too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1",
        "http://127.1",
        "http://2130706433",
        "http://0",
        "http://[::1]",
        "http://[::ffff:169.254.169.254]",
        "http://169.254.169.254/latest",
        "http://[fd00:ec2::254]",
        "http://100.64.0.1",
        "http://[64:ff9b::a9fe:a9fe]",
        "http://[2002:a9fe:a9fe::]",
        "http://localhost.",
        "http://good@127.0.0.1",
        "file:///etc/passwd",
        "jar:https://a.example!/b",
        "gopher://a.example",
        "https://a.example:22",
        "https://a.example:5432",
        "no url",
        ""
      })
  void aUrlThatMustNotBeCalledIsRefused(String url) {
    Reply refused = SERVER.asOwner().post(all, "{\"url\":\"" + url + "\"}");
    refused.refused(422, "url_not_allowed");
    assertThat(refused.string("pointer")).isEqualTo("/url");
    assertThat(size(SERVER.asOwner().get(all))).isZero();
    SERVER.asOwner().put(made(), "{\"url\":\"" + url + "\"}").refused(422, "url_not_allowed");
  }

  @Test
  void nobodyIsCalledToFindOutWhetherAUrlMayBe() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(300);
      String url = "http://127.0.0.1:" + listener.getLocalPort();
      SERVER.asOwner().post(all, "{\"url\":\"" + url + "\"}").refused(422, "url_not_allowed");
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void anOwnerHasTwentyAndNoMore() {
    for (int i = 0; i < 20; i++) {
      made();
    }
    Reply refused = SERVER.asOwner().post(all, HOOK).refused(409, "too_many_webhooks");
    assertThat(refused.object().find("limit")).contains(JsonNumber.of(20));
    assertThat(size(SERVER.asOwner().get(all))).isEqualTo(20);
  }

  private List<Reply> reads(Asker asker, String path) {
    return List.of(asker.get(all), asker.get(path), asker.get(path + "/deliveries"));
  }

  private List<Reply> writes(Asker asker, String path) {
    return List.of(
        asker.post(all, HOOK),
        asker.put(path, HOOK),
        asker.post(path + "/rotate-secret"),
        asker.post(path + "/resume"),
        asker.post(path + "/test"),
        asker.post(path + "/deliveries/dlv_x/redeliver"),
        asker.post(path + "/redeliver", "{\"since\":\"2026-01-01T00:00:00Z\"}"),
        asker.delete(path));
  }

  @Test
  void aViewerLooksAndChangesNothing() {
    String path = made();
    reads(SERVER.asViewer(), path).forEach(it -> assertThat(it.status()).isEqualTo(200));
    writes(SERVER.asViewer(), path).forEach(it -> it.refused(403, "insufficient_role"));
  }

  @Test
  void whoIsNotInTheTeamFindsNothing() {
    String path = made();
    reads(SERVER.asStranger(), path).forEach(it -> it.refused(404, "not_found"));
    writes(SERVER.asStranger(), path).forEach(it -> it.refused(404, "not_found"));
    writes(SERVER.asNobody(), path).forEach(it -> it.refused(401, "unauthorized"));
  }

  @Test
  void noInstallationManagesWebhooks() {
    String path = made();
    String team = all.replace("/webhooks", "");
    String token = SERVER.asOwner().post(team + "/integrations/cool-integration").token();
    reads(SERVER.as(token), path).forEach(it -> it.refused(403, "wrong_token_type"));
    writes(SERVER.as(token), path).forEach(it -> it.refused(403, "wrong_token_type"));
    SERVER.as(token).get(OF_COOL).refused(403, "wrong_token_type");
    SERVER.as(token).get("/integrations/team-only/webhooks").refused(404, "not_found");
  }

  @Test
  void anIntegrationsWebhooksAreItsOwnTeams() {
    Reply made = SERVER.asDeveloper().post(OF_COOL, HOOK);
    String path = made.header("Location");
    assertThat(SERVER.asViewer().get(path).status()).isEqualTo(200);
    SERVER.asViewer().delete(path).refused(403, "insufficient_role");
    SERVER.asStranger().get(path).refused(404, "not_found");
    SERVER.asStranger().get(OF_COOL).refused(404, "not_found");
    SERVER.asStranger().post(OF_COOL, HOOK).refused(404, "not_found");
    assertThat(SERVER.asStranger().get("/integrations/private-one/webhooks").status())
        .isEqualTo(200);
    SERVER.asOwner().get("/integrations/private-one/webhooks").refused(404, "not_found");
    SERVER.asOwner().get("/integrations/no-such/webhooks").refused(404, "not_found");
    SERVER.asOwner().get("/integrations/NO/webhooks").refused(404, "not_found");
    SERVER.asNobody().get("/integrations/NO/webhooks").refused(401, "unauthorized");
    assertThat(SERVER.asOwner().delete(path).status()).isEqualTo(204);
  }

  @Test
  void aWebhookIsFoundUnderItsOwnerAlone() {
    String id = made().replaceFirst(".*/", "");
    SERVER
        .asOwner()
        .get("/team/" + SERVER.freshTeam() + "/webhooks/" + id)
        .refused(404, "not_found");
    SERVER.asOwner().get(OF_COOL + "/" + id).refused(404, "not_found");
    SERVER.asOwner().get(all + "/hook_no").refused(404, "not_found");
  }

  @Test
  void deliveriesAreListedPageByPageTheNewestFirst() {
    String path = made();
    for (int i = 0; i < 5; i++) {
      assertThat(SERVER.asOwner().post(path + "/test").status()).isEqualTo(202);
    }
    Reply first = SERVER.asOwner().get(path + "/deliveries?limit=3");
    assertThat(size(first)).isEqualTo(3);
    String next = first.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
    Reply second = SERVER.asOwner().get(next);
    assertThat(size(second)).isEqualTo(2);
    assertThat(second.has("Link")).isFalse();
    SERVER.asOwner().get(path + "/deliveries?after=x").refused(400, "invalid_parameter");
    SERVER
        .asOwner()
        .get(path + "/deliveries?after=dlv_" + "x".repeat(24))
        .refused(404, "not_found");
    SERVER.asOwner().post(path + "/deliveries/dlv_no/redeliver").refused(404, "not_found");
    SERVER.asOwner().post(path + "/redeliver", "{}").refused(400, "wrong_type");
  }
}
