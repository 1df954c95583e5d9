package dev.slipjoint.protocol;

import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonReader;
import dev.slipjoint.protocol.json.JsonRefused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What the platform says of one call to a handler, signed: who calls which handler of which
 * integration, on what. Source: docs/reference/wire.md, «Handlers».
 *
 * @param callId names this call in the platform's log
 * @param handler the handler's name
 * @param method the HTTP method
 * @param teamId the team, always: the site's team if the call is about a site
 * @param siteId the site, if the call is about one
 * @param user the user, or the one on whose behalf an installation acts
 * @param kind {@code user} or {@code installation}
 * @param role {@code owner}, {@code developer} or {@code viewer}
 * @param operation the enabling or disabling that this call is part of
 */
public record CallStatement(
    String callId,
    Slug integration,
    String handler,
    String method,
    TeamId teamId,
    Optional<SiteId> siteId,
    UserId user,
    String kind,
    String role,
    Optional<Operation> operation) {

  /** The enabling or disabling that a call is part of. */
  public record Operation(String id, OperationKind kind) {

    private static Operation from(JsonObject body) {
      return new Operation(
          Members.requiredText(body, "id"),
          Members.required(body, "kind", it -> OperationKind.ofWireName(it).orElseThrow()));
    }

    private JsonObject toJson() {
      return JsonObject.builder().put("id", id).put("kind", kind.wireName()).build();
    }
  }

  /**
   * Reads a statement.
   *
   * @throws JsonRefused if a member is missing, has the wrong type or isn't spelled as such
   */
  public static CallStatement from(JsonObject body) {
    return new CallStatement(
        Members.requiredText(body, "callId"),
        Members.required(body, "integration", Slug::new),
        Members.requiredText(body, "handler"),
        Members.requiredText(body, "method"),
        Members.required(body, "teamId", TeamId::new),
        Members.optional(body, "siteId", SiteId::new),
        Members.required(body, "user", UserId::new),
        Members.requiredText(body, "kind"),
        Members.requiredText(body, "role"),
        Members.object(body, "operation").map(Operation::from));
  }

  /**
   * Reads the text of {@link WireHeaders#STATEMENT}, whose signature has been verified before.
   *
   * @throws JsonRefused if it is no statement
   */
  public static CallStatement ofHeaderText(String text) {
    if (JsonReader.read(decoded(text), JsonLimits.DEFAULT) instanceof JsonObject body) {
      return from(body);
    }
    throw new JsonRefused(JsonRefused.Reason.WRONG_TYPE, "", "A statement must be a JSON object.");
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new JsonRefused(
          JsonRefused.Reason.INVALID_JSON, "", "A statement must be written in base64url.");
    }
  }

  /** What the call is about. */
  public Target target() {
    return siteId.<Target>map(Target.Site::new).orElseGet(() -> new Target.Team(teamId));
  }

  /** The statement as JSON. */
  public JsonObject toJson() {
    JsonObject.Builder body =
        JsonObject.builder()
            .put("callId", callId)
            .put("integration", integration.value())
            .put("handler", handler)
            .put("method", method)
            .put("teamId", teamId.value());
    siteId.ifPresent(it -> body.put("siteId", it.value()));
    body.put("user", user.value()).put("kind", kind).put("role", role);
    operation.ifPresent(it -> body.put("operation", it.toJson()));
    return body.build();
  }

  /** The text of {@link WireHeaders#STATEMENT}. */
  public String headerText() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(toJson().toString().getBytes(StandardCharsets.UTF_8));
  }
}
