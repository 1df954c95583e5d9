package dev.slipjoint.cli;

import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonLiteral;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonString;
import dev.slipjoint.protocol.json.JsonValue;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** What the doctor says, for people. Members that aren't there are passed over. */
final class DoctorPage {
  private final PrintWriter out;
  private final JsonObject answer;

  DoctorPage(PrintWriter out, JsonObject answer) {
    this.out = out;
    this.answer = answer;
  }

  /** Whether somebody has to do something. */
  boolean needsAction() {
    return objects("advice").anyMatch(it -> text(it, "needsAction").equals("true"));
  }

  void print() {
    out.printf("%s on %s is %s%n", text("integration"), text("target"), text("state"));
    if (answer.find("enabledBy").isPresent()) {
      String role = text("enablersRole");
      line(
          "enabled",
          "%s by %s (%s)"
              .formatted(
                  text("enabledAt"),
                  text("enabledBy"),
                  role.isEmpty() ? "not in the team any more" : role));
      line("revision", text("revision"));
    }
    tokens();
    objects("operations").forEach(this::operation);
    line("calls", "breaker %s".formatted(text("breaker")));
    objects("failures")
        .forEach(
            it ->
                line(
                    "failed",
                    "%s %s %s: %s"
                        .formatted(
                            text(it, "at"),
                            text(it, "handler"),
                            text(it, "callId"),
                            text(it, "why"))));
    counts("problems");
    counts("webhooks");
    advice();
    out.flush();
  }

  private void tokens() {
    List<JsonObject> tokens = objects("tokens").toList();
    if (tokens.isEmpty()) {
      line("token", "none");
    }
    tokens.forEach(
        it ->
            line(
                "token",
                "%s, issued %s, %s seconds old"
                    .formatted(
                        text(it, "good").equals("true") ? "good" : "no good",
                        text(it, "issuedAt"),
                        text(it, "ageSeconds"))));
  }

  private void operation(JsonObject it) {
    String why = (text(it, "code") + " " + text(it, "reason")).strip();
    line(
        "operation",
        "%s %s: %s, begun %s, asked %s times%s"
            .formatted(
                text(it, "id"),
                text(it, "kind"),
                text(it, "state"),
                text(it, "startedAt"),
                text(it, "attempts"),
                why.isEmpty() ? "" : "; " + why));
  }

  private void counts(String name) {
    if (answer.find(name).orElse(JsonLiteral.NULL) instanceof JsonObject counts) {
      List<String> words =
          counts.members().keySet().stream().map(it -> it + " " + text(counts, it)).toList();
      line(name, words.isEmpty() ? "none" : String.join(", ", words));
    }
  }

  private void advice() {
    List<JsonObject> advice = objects("advice").toList();
    if (advice.isEmpty()) {
      out.printf("%nThere is nothing to do.%n");
      return;
    }
    out.println();
    for (JsonObject it : advice) {
      String mark = text(it, "needsAction").equals("true") ? "!" : "-";
      out.printf("%s %s (%s)%n", mark, text(it, "sentence"), text(it, "code"));
    }
  }

  private void line(String name, String text) {
    out.printf("  %-10s %s%n", name, text);
  }

  private String text(String name) {
    return text(answer, name);
  }

  private static String text(JsonObject of, String name) {
    JsonValue value = of.find(name).orElse(new JsonString(""));
    return value instanceof JsonString text ? text.value() : value.toString();
  }

  private Stream<JsonObject> objects(String name) {
    return answer.find(name).orElse(JsonArray.EMPTY) instanceof JsonArray array
        ? array.elements().stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
        : Stream.empty();
  }
}
