package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** The site and the team that a call names, spelled as ids are. */
record CallIds(Optional<String> siteId, Optional<String> teamId) {
  private static final String SITE = "siteId";
  private static final String TEAM = "teamId";

  static CallIds fromQuery(HandlerEvent event) {
    return checked(one(event, SITE), one(event, TEAM));
  }

  static CallIds fromBody(JsonObject body) {
    return checked(text(body, SITE), text(body, TEAM));
  }

  /** Signed: the team is always known. */
  static CallIds of(CallStatement statement) {
    return new CallIds(
        statement.siteId().map(SiteId::value), Optional.of(statement.teamId().value()));
  }

  /** Refuses a call that names something else than the platform has signed. */
  void checkNoneBut(CallIds signed) {
    checkSame(SITE, siteId, signed.siteId);
    checkSame(TEAM, teamId, signed.teamId);
  }

  private static void checkSame(String name, Optional<String> named, Optional<String> signed) {
    if (named.isPresent() && !named.equals(signed)) {
      throw new CallRefused(400, name + " is not the one that the platform has signed");
    }
  }

  boolean isEmpty() {
    return siteId.isEmpty() && teamId.isEmpty();
  }

  private static CallIds checked(Optional<String> site, Optional<String> team) {
    try {
      return new CallIds(
          site.map(id -> new SiteId(id).value()), team.map(id -> new TeamId(id).value()));
    } catch (IllegalArgumentException e) {
      throw new CallRefused(400, e);
    }
  }

  /** Named twice with different values, nobody knows which one somebody else has looked at. */
  private static Optional<String> one(HandlerEvent event, String name) {
    List<String> values = event.query().getOrDefault(name, List.of()).stream().distinct().toList();
    if (values.size() > 1) {
      throw new CallRefused(400, name + " stands in the query more than once");
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }

  /** Netlify: what JavaScript takes for false counts as absent. */
  private static Optional<String> text(JsonObject body, String name) {
    JsonValue value = body.find(name).orElse(JsonLiteral.NULL);
    if (!Truth.of(value)) {
      return Optional.empty();
    }
    if (value instanceof JsonString text) {
      return Optional.of(text.value());
    }
    throw new CallRefused(400, name + " must be a string");
  }
}
