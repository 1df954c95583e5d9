package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonNumber;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told of one enabling or disabling. Its {@code toString} hides the token. Source:
 * docs/reference/wire.md, «Operations».
 *
 * @param target what the integration is enabled or disabled on
 * @param reason why it failed, or waits, in words for the user
 * @param code why it failed, for programs: {@code rejected}, {@code reauth_required}, {@code
 *     handler_failed}, {@code timed_out} or {@code aborted}
 * @param attempts how often the integration has been asked
 * @param nextAttemptAt when it will be asked again
 * @param token the installation's, where nothing but this answer hands it over: an integration that
 *     runs nowhere can't be told
 */
public record OperationAnswer(
    String id,
    OperationKind kind,
    OperationState state,
    Target target,
    Slug integration,
    Optional<String> reason,
    Optional<String> code,
    int attempts,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Instant> nextAttemptAt,
    Optional<String> token) {

  /**
   * Reads a body.
   *
   * @throws JsonRefused if a member is missing, has the wrong type or isn't spelled as such
   */
  public static OperationAnswer from(JsonObject body) {
    return new OperationAnswer(
        Members.requiredText(body, "id"),
        Members.required(body, "kind", it -> OperationKind.ofWireName(it).orElseThrow()),
        Members.required(body, "state", it -> OperationState.ofWireName(it).orElseThrow()),
        Members.<Target>optional(body, "siteId", Target::site)
            .orElseGet(() -> Members.required(body, "teamId", Target::team)),
        Members.required(body, "integration", Slug::new),
        Members.text(body, "reason"),
        Members.text(body, "code"),
        attempts(body),
        Members.required(body, "startedAt", Instant::parse),
        Members.optional(body, "endedAt", Instant::parse),
        Members.optional(body, "nextAttemptAt", Instant::parse),
        Members.text(body, "token"));
  }

  private static int attempts(JsonObject body) {
    return body.find("attempts").orElse(JsonNumber.of(0)) instanceof JsonNumber number
        ? number.value().intValue()
        : 0;
  }

  /** The body. */
  public JsonObject toJson() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("id", id)
            .put("kind", kind.wireName())
            .put("state", state.wireName());
    switch (target) {
      case Target.Site(SiteId site) ->
          body.put("target", "site/" + site).put("siteId", site.value());
      case Target.Team(TeamId team) ->
          body.put("target", "team/" + team).put("teamId", team.value());
    }
    body.put("integration", integration.value());
    reason.ifPresent(it -> body.put("reason", it));
    code.ifPresent(it -> body.put("code", it));
    body.put("attempts", attempts).put("startedAt", startedAt.toString());
    endedAt.ifPresent(it -> body.put("endedAt", it.toString()));
    nextAttemptAt.ifPresent(it -> body.put("nextAttemptAt", it.toString()));
    token.ifPresent(it -> body.put("token", it));
    return body.build();
  }

  @Override
  public String toString() {
    return "OperationAnswer[%s, %s, %s, %s on %s]"
        .formatted(id, kind.wireName(), state.wireName(), integration, target);
  }
}
