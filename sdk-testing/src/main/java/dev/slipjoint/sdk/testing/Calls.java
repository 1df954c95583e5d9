package dev.slipjoint.sdk.testing;

import dev.slipjoint.protocol.OperationAnswer;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.sdk.HandlerResponse;
import dev.slipjoint.sdk.NetlifyIntegrationClient;
import dev.slipjoint.sdk.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How one integration is called, with whose token, and how the platform is looked at.
 *
 * @param platform past every fault
 * @param host where the integration is served
 * @param observer asks the platform with a token that nobody revokes
 */
record Calls(
    URI platform,
    URI host,
    String slug,
    Posting posting,
    Movement movement,
    NetlifyIntegrationClient observer,
    String token) {

  Calls with(String other) {
    return new Calls(platform, host, slug, posting, movement, observer, other);
  }

  HandlerResponse throughPlatform(Target target, String handler, String body) {
    return posting.post(on(target, "/handlers/" + handler), token, body);
  }

  HandlerResponse directly(String handlerAndQuery, String body) {
    URI address = URI.create(host + "/.netlify/functions/handler/" + handlerAndQuery);
    return posting.post(address, token, body);
  }

  TestOperation enable(Target target, Optional<Object> context) {
    NetlifyIntegrationClient client = new NetlifyIntegrationClient(platform, slug, token);
    return begun(
        switch (target) {
          case Target.Site(var site) ->
              context
                  .map(it -> client.beginEnablingOnSite(site.value(), it))
                  .orElseGet(() -> client.beginEnablingOnSite(site.value()));
          case Target.Team(var team) ->
              context
                  .map(it -> client.beginEnablingOnTeam(team.value(), it))
                  .orElseGet(() -> client.beginEnablingOnTeam(team.value()));
        });
  }

  TestOperation disable(Target target) {
    NetlifyIntegrationClient client = new NetlifyIntegrationClient(platform, slug, token);
    return begun(
        switch (target) {
          case Target.Site(var site) -> client.beginDisablingOnSite(site.value());
          case Target.Team(var team) -> client.beginDisablingOnTeam(team.value());
        });
  }

  /** What an operator or a user does; the SDK, which is for integrations, has no word for it. */
  TestOperation disableByForce(Target target) {
    HandlerResponse answer = posting.post(on(target, "/disable"), token, "{\"force\":true}");
    String body = answer.body().orElse("");
    if (answer.status() >= 300) {
      throw new AssertionError(
          "%s is not disabled by force on %s: %d %s"
              .formatted(slug, target, answer.status(), body));
    }
    byte[] json = body.getBytes(StandardCharsets.UTF_8);
    return operation(
        OperationAnswer.from((JsonObject) JsonReader.read(json, JsonLimits.DEFAULT)).id());
  }

  private TestOperation begun(Operation operation) {
    return operation(operation.id()).awaitRest();
  }

  private TestOperation operation(String id) {
    return new TestOperation(observer, movement, id);
  }

  private URI on(Target target, String rest) {
    String level =
        switch (target) {
          case Target.Site site -> "/site/";
          case Target.Team team -> "/team/";
        };
    return URI.create(platform + level + target.value() + "/integrations/" + slug + rest);
  }

  /** The token stays out of logs. */
  @Override
  public String toString() {
    return "Calls[" + slug + "]";
  }
}
