package dev.slipjoint.sdk;

import static dev.slipjoint.sdk.Calls.anonymous;
import static dev.slipjoint.sdk.Calls.get;
import static dev.slipjoint.sdk.Calls.handle;
import static dev.slipjoint.sdk.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerRuntimeTest {
  @AutoClose final FakePlatform platform = new FakePlatform();
  final NetlifyIntegration integration = platform.integration();
  final List<HandlerEvent> seen = new ArrayList<>();

  @BeforeEach
  void addAHandler() {
    integration.addApiHandler(
        "cool-function",
        (event, context) -> {
          seen.add(event);
          return HandlerResponse.json(Map.of("path", event.path()));
        });
  }

  @Nested
  class FindingTheHandler {
    @ParameterizedTest
    @CsvSource({
      "/.netlify/functions/handler/cool-function, /cool-function",
      "/api/cool-function, /cool-function",
      "/api/cool-function/and/the/rest, /cool-function/and/the/rest",
      "/api/cool-function?siteId=site-www, /cool-function"
    })
    void aHandlerIsCalledUnderBothPathsAndSeesItsOwnNameFirst(String url, String path) {
      HandlerResponse answer = integration.handle(get(url));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("{\"path\":\"" + path + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"constructor", "toString", "__proto__", "hasOwnProperty", "other"})
    void aNameThatNobodyAddedIsNotFoundBeforeAnyTokenIsAskedFor(String name) {
      HandlerResponse answer = handle(integration, anonymous("GET", "/api/" + name));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("{\"error\":\"Handler " + name + " not found\"}");
      assertThat(answer.headers()).containsEntry("content-type", List.of("application/json"));
      assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/Xnetlify/functions/handler/cool-function",
          "/prefix/api/cool-function",
          "/prefix/.netlify/functions/handler/cool-function",
          "//api/cool-function",
          "//evil.example/api/cool-function",
          "/api//cool-function",
          "/api/cool%2Dfunction",
          "/api/%22%3Cb%3E",
          "/api/",
          "/api",
          "/"
        })
    void aPathThatIsNoHandlersReachesNone(String path) {
      HandlerResponse answer = integration.handle(get(path));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("{\"error\":\"Handler not-found not found\"}");
      assertThat(seen).isEmpty();
    }

    @Test
    void aHandlerOfTheNameNotFoundIsNoFallback() {
      integration.addApiHandler("not-found", (event, context) -> HandlerResponse.ok());

      assertThat(integration.handle(get("/elsewhere")).status()).isEqualTo(404);
    }

    @Test
    void anUnknownNameIsNotFoundForOptionsToo() {
      assertThat(handle(integration, anonymous("OPTIONS", "/api/other")).status()).isEqualTo(404);
    }

    @Test
    void optionsIsAnsweredWithoutATokenAndWithoutTheHandler() {
      HandlerResponse answer = handle(integration, anonymous("OPTIONS", "/api/cool-function"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers()).containsEntry("access-control-allow-headers", List.of("*"));
      assertThat(seen).isEmpty();
    }

    @Test
    void theBuildContextIsNoHandlerYet() {
      assertThat(integration.handle(post("/api/build-context")).status()).isEqualTo(404);
    }
  }

  @Nested
  class AskingForAToken {
    @Test
    void withoutOneTheCallIsUnauthorized() {
      HandlerResponse answer = handle(integration, anonymous("GET", "/api/cool-function"));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).contains("{\"error\":\"Unauthorized\"}");
      assertThat(answer.headers()).containsKey("access-control-allow-origin");
      assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nbreak", "ümlaut"})
    void withOneThatNoHeaderCouldCarryTheCallIsUnauthorized(String token) {
      var call = anonymous("GET", "/api/cool-function").header("netlify-token", token);

      assertThat(handle(integration, call).status()).isEqualTo(401);
      assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook", "webhooks-admin", "webhook-stripe"})
    void aNameThatBeginsWithWebhookNeedsOneToo(String name) {
      integration.addApiHandler(name, (event, context) -> HandlerResponse.ok());

      assertThat(handle(integration, anonymous("POST", "/api/" + name)).status()).isEqualTo(401);
    }

    @Test
    void theHandlersClientBringsTheCallsToken() {
      platform.enabledOn("/site/site-www", "{}");
      integration.addApiHandler(
          "reads",
          (event, context) -> {
            context.client().getSiteIntegration(context.siteId());
            return HandlerResponse.ok();
          });

      assertThat(integration.handle(get("/api/reads?siteId=site-www")).status()).isEqualTo(200);
      assertThat(platform.tokens()).hasSize(2).containsOnly(FakePlatform.ADA);
    }
  }

  @Nested
  class NamingTheTarget {
    @BeforeEach
    void addHandlersThatUseIds() {
      integration.addApiHandler(
          "on-site", (event, context) -> HandlerResponse.text(context.siteId()));
      integration.addApiHandler(
          "on-team", (event, context) -> HandlerResponse.text(context.teamId()));
      integration.addApiHandler(
          "on-both",
          (event, context) ->
              HandlerResponse.text(
                  context.optionalSiteId().orElse("-") + context.optionalTeamId().orElse("-")));
    }

    @Test
    void theIdsComeFromTheQuery() {
      assertThat(integration.handle(get("/api/on-site?siteId=site-www")).body())
          .contains("site-www");
      assertThat(integration.handle(get("/api/on-team?teamId=team-acme")).body())
          .contains("team-acme");
      assertThat(integration.handle(get("/api/on-both?teamId=team-acme")).body())
          .contains("-team-acme");
    }

    @ParameterizedTest
    @CsvSource({
      "/api/on-site, siteId",
      "/api/on-site?siteId=, siteId",
      "/api/on-site?teamId=team-acme, siteId",
      "/api/on-team?siteId=site-www, teamId"
    })
    void aCallThatNamesNoneWhereTheHandlerNeedsOneIsBad(String url, String missing) {
      HandlerResponse answer = integration.handle(get(url));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).get().asString().contains(missing + " is missing");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "siteId=..%2Fteam%2Fx",
          "siteId=a%26slug%3Db",
          "teamId=%0d%0a",
          "siteId=site-www&siteId=site-docs"
        })
    void whatIsNoIdIsBadBeforeAnybodyIsAsked(String query) {
      HandlerResponse answer = integration.handle(get("/api/cool-function?" + query));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(seen).isEmpty();
      assertThat(platform.requests()).isEmpty();
    }
  }

  @Nested
  class Answering {
    @Test
    void everyAnswerLetsAnyOriginReadItUnlessTheHandlerSaysOtherwise() {
      integration.addApiHandler(
          "picky",
          (event, context) ->
              HandlerResponse.ok()
                  .withHeader("Access-Control-Allow-Origin", "https://app.example"));

      assertThat(integration.handle(get("/api/picky")).headers())
          .containsEntry("access-control-allow-origin", List.of("https://app.example"))
          .containsEntry("access-control-allow-headers", List.of("*"))
          .containsEntry("access-control-allow-methods", List.of("*"));
    }

    @Test
    void aHandlerThatThrowsIsA500ThatSaysNothing() {
      integration.addApiHandler(
          "throws",
          (event, context) -> {
            throw new Exception("the database's password is wrong");
          });

      HandlerResponse answer = integration.handle(get("/api/throws"));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("An unhandled error occurred");
      assertThat(answer.headers()).containsEntry("access-control-allow-origin", List.of("*"));
    }

    @Test
    void aHandlerThatFailsWithAnErrorIsA500Too() {
      integration.addApiHandler(
          "errs",
          (event, context) -> {
            throw new StackOverflowError();
          });

      assertThat(integration.handle(get("/api/errs")).status()).isEqualTo(500);
    }

    @Test
    void aHandlerThatAnswersNothingIsA500() {
      integration.addApiHandler("nothing", (event, context) -> null);

      assertThat(integration.handle(get("/api/nothing")).body())
          .contains("An unhandled error occurred");
    }

    @Test
    void aHandlerWhoseClientIsRefusedIsA500() {
      integration.addApiHandler(
          "reads",
          (event, context) -> {
            context.client().getSiteIntegration(context.siteId());
            return HandlerResponse.ok();
          });

      assertThat(integration.handle(get("/api/reads?siteId=site-www")).status()).isEqualTo(500);
    }

    @Test
    void aBodyThatIsNotTheJsonThatTheHandlerAsksForIsBad() {
      integration.addApiHandler("json", (event, context) -> HandlerResponse.json(event.json()));

      assertThat(integration.handle(post("/api/json", "{\"a\":1.10}")).body())
          .contains("{\"a\":1.10}");
      assertThat(integration.handle(post("/api/json", "{")).status()).isEqualTo(400);
      assertThat(integration.handle(post("/api/json", "[]")).status()).isEqualTo(400);
      assertThat(integration.handle(post("/api/json")).status()).isEqualTo(400);
    }

    @Test
    void theThirdPartysTokenIsThereIfTheCallBringsIt() {
      integration.addApiHandler(
          "oauth",
          (event, context) -> HandlerResponse.text(context.providerOAuthToken().orElse("none")));
      var call =
          anonymous("GET", "/api/oauth")
              .header("Netlify-Token", FakePlatform.ADA)
              .header("Provider-OAuth-Token", "third");

      assertThat(handle(integration, call).body()).contains("third");
      assertThat(integration.handle(get("/api/oauth")).body()).contains("none");
    }
  }
}
