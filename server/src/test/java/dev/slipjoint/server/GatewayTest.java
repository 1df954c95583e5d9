package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.MessageSignature;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.server.ScriptedIntegration.Call;
import dev.slipjoint.server.ScriptedIntegration.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes between a caller and a handler, and what doesn't. */
class GatewayTest {
  @RegisterExtension
  static final TestServer SERVER =
      TestServer.ofAcme()
          .with("dispatch.allow-private", "127.0.0.1")
          .with("dispatch.body", "64KiB")
          .with("limits.body", "4KiB") // which is for contexts
          .with("limits.context", "2KiB");

  private static final int LIMIT = 64 * 1024;

  private static final ScriptedIntegration integration = SERVER.hosting("cool-integration");

  private String site;
  private String path;

  @BeforeEach
  void enable() {
    site = SERVER.freshSite();
    String enabled = "/site/" + site + "/integrations/cool-integration";
    SERVER.asOwner().post(enabled, "{}").token();
    integration.forget();
    path = enabled + "/handlers/cool-function";
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
  void everyMethodReachesTheHandlerAsItIs(String method) {
    integration.answers(200, method.equals("HEAD") ? "" : "{\"a\":1}");

    Reply reply = SERVER.asOwner().send(method, path, "");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo(method.equals("HEAD") ? "" : "{\"a\":1}");
    assertThat(integration.lastCall().method()).isEqualTo(method);
    assertThat(integration.lastCall().handler()).isEqualTo("cool-function");
    assertThat(integration.lastCall().statement().orElseThrow().method()).isEqualTo(method);
  }

  @Test
  void otherMethodsDoNot() {
    SERVER.asOwner().send("TRACE", path, "").refused(405, "method_not_allowed");
    SERVER.asOwner().send("PURGE", path, "").refused(405, "method_not_allowed");
    assertThat(integration.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theHandlerIsToldWhoCallsOnWhatAndCanCheckIt(Kind kind) {
    String enabled = SERVER.enabled(kind, "{}");

    SERVER.asViewer().get(enabled + "/handlers/cool-function");

    Call call = integration.lastCall();
    CallStatement statement = call.statement().orElseThrow();
    assertThat(statement.integration()).isEqualTo(Acme.COOL);
    assertThat(statement.user()).isEqualTo(Acme.VIEWER);
    assertThat(statement.kind()).isEqualTo("user");
    assertThat(statement.role()).isEqualTo("viewer");
    assertThat(statement.operation()).isEmpty();
    assertThat(statement.target().value()).isEqualTo(targetId(enabled));
    assertThat(statement.callId()).matches("call_[0-9A-Za-z]{24}");
    assertThat(isSigned(call)).isTrue();
  }

  private static String targetId(String path) {
    return List.of(path.split("/", -1)).get(2);
  }

  private static boolean isSigned(Call call) {
    return MessageSignature.verify(
        List.of(new SigningSecret(Acme.COOL_SECRET)),
        call.headers().get("webhook-id"),
        call.headers().get("webhook-timestamp"),
        call.headers().get("webhook-signature"),
        call.headers().get("slipjoint-statement"),
        SERVER.clock().instant(),
        Duration.ofMinutes(5));
  }

  /** Whatever a caller sends beside the token that the platform takes, on whatever way. */
  @Test
  void noHeaderOfTheCallersThatIsNotNamedReachesTheHandler() {
    Asker asker =
        SERVER
            .asOwner()
            .with("Authorization", "Bearer " + Acme.OWNER_TOKEN)
            .with("Cookie", "_nf-auth=" + Acme.OWNER_TOKEN)
            .with("Proxy-Authorization", "Bearer " + Acme.OWNER_TOKEN)
            .with("Forwarded", "for=\"" + Acme.OWNER_TOKEN + "\"")
            .with("X-Forwarded-For", "1.2.3.4")
            .with("X-HTTP-Method-Override", "DELETE")
            .with("X-Original-URL", "/admin")
            .with("X-NF-Site-Info", "forged")
            .with("Slipjoint-Statement", "forged")
            .with("Webhook-Id", "forged")
            .with("Webhook-Signature", "v1,forged")
            .with("Origin", "https://evil.example")
            .with("Referer", "https://acme.example/?token=" + Acme.OWNER_TOKEN)
            .with("User-Agent", "forged")
            .with("Accept-Encoding", "gzip");

    assertThat(asker.post(path + "?a=1", "{}").status()).isEqualTo(200);

    Call call = integration.lastCall();
    assertThat(call.toString()).doesNotContain(Acme.OWNER_TOKEN).doesNotContain("forged");
    assertThat(call.headers().keySet())
        .isSubsetOf(
            "host",
            "via",
            "user-agent",
            "netlify-token",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "slipjoint-statement",
            "content-length",
            "transfer-encoding");
    assertThat(call.token()).startsWith("slipc_").matches("[A-Za-z0-9._-]+");
    assertThat(call.headers()).containsEntry("via", "1.1 slipjoint");
  }

  @Test
  void theTokenIsNotPassedOnInWhicheverHeaderItCame() {
    SERVER.asNobody().with("Authorization", "Bearer " + Acme.OWNER_TOKEN).get(path);

    assertThat(integration.calls()).hasSize(1);
    assertThat(integration.calls().toString()).doesNotContain(Acme.OWNER_TOKEN);
  }

  @Test
  void namedHeadersAndAnAuthorsOwnPassOn() {
    Map<String, String> sent =
        Map.of(
            "accept", "application/json",
            "accept-language", "de",
            "content-type", "text/csv; header=present",
            "content-language", "en",
            "if-none-match", "\"a\"",
            "if-match", "\"b\"",
            "if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT",
            "provider-oauth-token", "of-a-third-party",
            "x-stripe-signature", "t=1");
    Asker asker = SERVER.asOwner();
    for (Map.Entry<String, String> header : sent.entrySet()) {
      asker = asker.with(header.getKey(), header.getValue());
    }

    asker.post(path, "a,b");

    assertThat(integration.lastCall().headers()).containsAllEntriesOf(sent);
  }

  @Test
  void whatAnAuthorSetsOnTheAnswerPassesBack() throws IOException {
    integration.answers(
        call ->
            Script.of(201, "{}")
                .with("X-Rate-Left", "7")
                .with("ETag", "\"v1\"")
                .with("Content-Language", "de")
                .with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
                .with("Retry-After", "3"));

    Reply reply = SERVER.asOwner().get(path);

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("X-Rate-Left")).isEqualTo("7");
    assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
    assertThat(reply.header("Content-Language")).isEqualTo("de");
    assertThat(reply.header("Last-Modified")).startsWith("Sun");
    assertThat(reply.header("Retry-After")).isEqualTo("3");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
  }

  /** The server would make question marks of them. */
  @Test
  void aHeaderThatCanNotBePassedOnExactlyIsNot() throws IOException {
    try (RawSocket socket = SERVER.connect()) {
      socket.send(
          "GET %s HTTP/1.1\r\nHost: x\r\nX-A: \u00e9\r\nnetlify-token: %s\r\n\r\n"
              .formatted(path, Acme.OWNER_TOKEN));
      socket.reply().orElseThrow().refused(400, "bad_request");
    }
    assertThat(integration.calls()).isEmpty();
    integration.answers(call -> Script.of(200, "{}").with("X-A", "\u00e9").with("X-B", "e"));
    Reply reply = SERVER.asOwner().get(path);
    assertThat(reply.has("X-A")).isFalse();
    assertThat(reply.header("X-B")).isEqualTo("e");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 400, 401, 403, 404, 409, 418, 429, 500, 502, 503, 599})
  void theAnswerIsTheHandlersOwn(int status) {
    integration.answers(status, "{\"error\":\"the author's own\"}");

    Reply reply = SERVER.asOwner().get(path);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.string("error")).isEqualTo("the author's own");
    assertThat(integration.calls()).as("asked once, whatever the answer").hasSize(1);
  }

  @Test
  void anAnswerWithoutABodyHasNone() throws IOException {
    integration.answers(call -> new Script(204, Map.of(), ""));
    try (RawSocket socket = SERVER.connect()) {
      String request = "%s " + path + " HTTP/1.1\r\nHost: x\r\nnetlify-token: " + Acme.OWNER_TOKEN;
      socket.send(request.formatted("DELETE") + "\r\n\r\n");
      assertThat(socket.reply().orElseThrow().status()).isEqualTo(204);

      integration.answers(call -> new Script(304, Map.of("ETag", "\"v1\""), ""));
      socket.send(request.formatted("GET") + "\r\nIf-None-Match: \"v1\"\r\n\r\n");
      Reply notModified = socket.reply().orElseThrow();
      assertThat(notModified.status()).isEqualTo(304);
      assertThat(notModified.header("ETag")).isEqualTo("\"v1\"");

      integration.answers(200, "");
      socket.send(request.formatted("HEAD") + "\r\n\r\n");
      assertThat(socket.reply().orElseThrow().status()).isEqualTo(200);

      integration.answers(200, "{}");
      socket.send(request.formatted("GET") + "\r\n\r\n");
      assertThat(socket.reply().orElseThrow().text()).isEqualTo("{}");
    }
  }

  @Nested
  class Names {

    @ParameterizedTest
    @ValueSource(
        strings = {"on-enable", "on-disable", "on-install", "on-uninstall", "build-context", "a~b"})
    void ofThePlatformsOwnAndOfNobodyAreNotFound(String name) {
      SERVER
          .asOwner()
          .post(path.replace("cool-function", name), "{}")
          .refused(404, "handler_not_found");
      assertThat(integration.calls()).isEmpty();
    }

    @Test
    void haveAtMost64Characters() {
      String longest = "x".repeat(64);

      assertThat(SERVER.asOwner().get(path.replace("cool-function", longest)).status())
          .isEqualTo(200);
      SERVER
          .asOwner()
          .get(path.replace("cool-function", longest + "x"))
          .refused(404, "handler_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/cool-function/", "/cool-function/more", "/..", "/%63ool"})
    void haveOneSpelling(String rest) {
      Reply reply = SERVER.asOwner().get(path.replace("/cool-function", "") + rest);

      assertThat(reply.status()).isIn(400, 404);
      assertThat(reply.string("error")).isIn("bad_path", "no_such_route");
      assertThat(integration.calls()).isEmpty();
    }
  }

  @Nested
  class Queries {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "|",
          "?|",
          "?siteId=|",
          "?siteId=&teamId=|",
          "?siteId=SITE|",
          "?%73iteId=SITE&siteId=SITE|",
          "?teamId=team-acme|",
          "?a=1&b=%2F+%C3%A9&a=2|&a=1&b=%2F+%C3%A9&a=2",
          "?a&=b&%61=c|&a&=b&%61=c",
          "?SITEID=other&site_id=other|&SITEID=other&site_id=other",
          "?a=%26siteId%3Dother|&a=%26siteId%3Dother",
        })
    void goOnWithTheIdsThatWereJudged(String query, String rest) {
      String asked = query == null ? "" : query.replace("=SITE", "=" + site);

      assertThat(raw("GET", path + asked).status()).isEqualTo(200);

      assertThat(integration.lastCall().uri())
          .isEqualTo(
              "/.netlify/functions/handler/cool-function?teamId=team-acme&siteId="
                  + site
                  + (rest == null ? "" : rest));
    }

    @ParameterizedTest
    @CsvSource({
      "siteId=site-docs, 400, invalid_parameter",
      "%73ite%49d=site-docs, 400, invalid_parameter",
      "siteId=SITE&siteId=site-docs, 400, invalid_parameter",
      "siteId=SITE&%73iteId=site-docs, 400, invalid_parameter",
      "teamId=team-acme&teamId=team-other, 400, invalid_parameter",
      "teamId=team-other, 404, not_found",
      "teamId=no%20id, 404, not_found",
      "siteId=SITE%00, 404, not_found",
      "a=%, 400, bad_request",
      "a=%zz, 400, bad_request",
      "a=é, 400, bad_request",
    })
    void thatNameAnythingElseAreRefused(String query, int status, String code) {
      raw("GET", path + "?" + query.replace("SITE", site)).refused(status, code);

      assertThat(integration.calls()).isEmpty();
    }

    private Reply raw(String method, String target) {
      try (RawSocket socket = SERVER.connect()) {
        socket.send(
            "%s %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\n\r\n"
                .formatted(method, target, Acme.OWNER_TOKEN));
        return socket.reply().orElseThrow();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    void ofATeamsCallMayNameOneOfItsSites() {
      String team = SERVER.enabled(Kind.TEAM, "{}");
      String id = targetId(team);
      SERVER.behindTheRules(tx -> tx.teams().put(Acme.site(id + "-site", new TeamId(id))));
      String handler = team + "/handlers/cool-function";

      assertThat(SERVER.asOwner().get(handler + "?siteId=" + id + "-site").status()).isEqualTo(200);
      assertThat(integration.lastCall().uri())
          .endsWith("?teamId=" + id + "&siteId=" + id + "-site");
      assertThat(integration.lastCall().statement().orElseThrow().siteId().orElseThrow().value())
          .isEqualTo(id + "-site");
      assertThat(SERVER.asOwner().get(handler).status()).isEqualTo(200);
      assertThat(integration.lastCall().uri()).endsWith("?teamId=" + id);
      integration.forget();
      SERVER.asOwner().get(handler + "?siteId=site-www").refused(404, "not_found");
      SERVER.asOwner().get(handler + "?siteId=site-other").refused(404, "not_found");
      SERVER.asOwner().get(handler + "?siteId=no-such").refused(404, "not_found");
      assertThat(integration.calls()).isEmpty();
    }
  }

  @Nested
  class Bodies {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arePassedOnByteByByteUpToTheLimit(boolean chunked) {
      String body = "é\u0000\r\n".repeat(LIMIT / 5) + "x".repeat(LIMIT % 5);

      assertThat(SERVER.asOwner().send("POST", path, publisher(body, chunked)).status())
          .isEqualTo(200);

      assertThat(integration.lastCall().body()).isEqualTo(body);
      assertThat(integration.lastCall().headers().containsKey("content-length"))
          .isEqualTo(!chunked);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areRefusedBeyondIt(boolean chunked) {
      Reply refused =
          SERVER.asOwner().send("POST", path, publisher("x".repeat(LIMIT + 1), chunked));

      refused.refused(413, "too_large");
      assertThat(refused.object().find("limit").orElseThrow()).hasToString("" + LIMIT);
      assertThat(integration.calls()).as("no half body was taken for a whole one").isEmpty();
      assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
    void arePassedOnWithAnyMethod(String method) {
      SERVER.asOwner().send(method, path, "body");

      assertThat(integration.lastCall().body()).isEqualTo("body");
    }

    @Test
    void areNotReadForWhoMayNotCall() {
      SERVER
          .asStranger()
          .send("POST", path, publisher("x".repeat(LIMIT + 1), false))
          .refused(404, "not_found");
    }

    @Test
    void areNotTakenEncoded() {
      SERVER
          .asOwner()
          .with("Content-Encoding", "gzip")
          .post(path, "x")
          .refused(415, "encoding_not_supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz\r\n", "5\r\nab", "-1\r\n", "5;x=\r\nabcde\r\n"})
    void thatBreakOffReachNoHandlerAsWholeOnes(String chunk) throws IOException {
      try (RawSocket socket = SERVER.connect()) {
        socket.send(
            "POST %s HTTP/1.1\r\nHost: x\r\nnetlify-token: %s\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n%s"
                .formatted(path, Acme.OWNER_TOKEN, chunk));
        socket.endOfInput();
        socket.reply().ifPresent(it -> it.refused(400, "bad_request"));
      }
      assertThat(SERVER.asOwner().get(path).status()).isEqualTo(200);
      assertThat(integration.calls()).extracting(Call::method).containsExactly("GET");
    }

    @Test
    void ofTheAnswerArePassedBackUpToTheLimit() {
      String body = "x".repeat(LIMIT);
      integration.answers(200, body);

      assertThat(SERVER.asOwner().get(path).text()).isEqualTo(body);

      integration.answers(200, body + "x");
      SERVER.asOwner().get(path).refused(502, "handler_failed");
    }

    private static BodyPublisher publisher(String body, boolean chunked) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return chunked
          ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
          : BodyPublishers.ofByteArray(bytes);
    }
  }

  @Nested
  class Refusals {

    @Test
    void comeInTheOrderOfJudgement() {
      String odd = path.replace("cool-function", "on-enable") + "?siteId=site-docs";

      SERVER.asNobody().get(odd).refused(401, "unauthorized");
      SERVER.as("a-token-nobody-was-ever-given").get(odd).refused(401, "unauthorized");
      SERVER.asStranger().get(odd).refused(404, "not_found");
      SERVER.asOwner().get(odd.replace("cool-integration", "no-such")).refused(404, "not_found");
      SERVER
          .asOwner()
          .get(odd.replace("cool-integration", "site-only"))
          .refused(404, "not_enabled");
      SERVER.asOwner().get(odd).refused(400, "invalid_parameter");
    }

    @Test
    void areGivenForAnIntegrationThatRunsNowhereOrIsPrivateElsewhere() {
      SERVER.behindTheRules(
          tx -> {
            var it = tx.integrations().find(Acme.COOL).orElseThrow();
            tx.integrations().put(Acme.withoutHost(it, "homeless"));
          });
      String homeless = "/site/" + site + "/integrations/homeless";
      SERVER.asOwner().post(homeless, "{}").token();

      SERVER.asOwner().get(homeless + "/handlers/any").refused(404, "handler_not_found");

      SERVER.hosts("private-later", integration.url());
      String later = "/site/" + site + "/integrations/private-later";
      SERVER.asOwner().post(later, "{}").token();
      assertThat(SERVER.asOwner().get(later + "/handlers/any").status()).isEqualTo(200);
      SERVER.behindTheRules(
          tx ->
              tx.integrations()
                  .put(
                      Acme.integration("private-later", Acme.OTHER, Level.SITE, Visibility.PRIVATE)
                          .integration()));
      SERVER.asOwner().get(later + "/handlers/any").refused(404, "handler_not_found");
    }

    @Test
    void haveNoBodyForHead() throws IOException {
      try (RawSocket socket = SERVER.connect()) {
        socket.send(
            "HEAD %s HTTP/1.1\r\nHost: x\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
                .formatted(path));
        assertThat(socket.reply().orElseThrow().status()).isEqualTo(401);
        assertThat(socket.reply().orElseThrow().text()).contains("live");
      }
    }
  }
}
