package dev.slipjoint.sdk;

import dev.slipjoint.protocol.OperationAnswer;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonRefused;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a client asks with: of one integration, with one token. */
record ClientRequests(PlatformConnection connection, String slug, String token) {

  /** How the tokens begin that enabling answers; a user's may be bad for any reason. */
  private static final String INSTALLATION_TOKEN = "slipi_";

  private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** About the installation on that target; the rest begins with a slash, or is empty. */
  PlatformRequest on(Target target, String method, String rest, Optional<JsonObject> body) {
    String level =
        switch (target) {
          case Target.Site site -> "/site/";
          case Target.Team team -> "/team/";
        };
    String path = level + target.value() + "/integrations/" + slug + rest;
    return new PlatformRequest(method, path, token, body);
  }

  /** Begins an operation there. */
  Operation begin(Target target, String what, Optional<JsonObject> body) {
    PlatformRequest request = on(target, "POST", "/" + what, body).patiently();
    return operation(request, target.toString());
  }

  /** Asks about an operation that was begun; the rest begins with a slash, or is empty. */
  Operation ofOperation(String id, String method, String rest, Optional<JsonObject> body) {
    if (!OPERATION.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An operation's id must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -");
    }
    PlatformRequest request =
        new PlatformRequest(method, "/operations/" + id + rest, token, body).patiently();
    return operation(request, "operation " + id);
  }

  private Operation operation(PlatformRequest request, String about) {
    return new Operation(read(request, about, OperationAnswer::from));
  }

  void disable(Target target) {
    PlatformRequest request = on(target, "DELETE", "", Optional.empty());
    PlatformAnswer answer = connection.ask(request);
    // The answer to an earlier attempt was lost on its way: that attempt is what disabled it.
    boolean doneBefore =
        answer.isRepeated() && (Refusals.isNotEnabled(answer) || endedWithTheInstallation(answer));
    if (!answer.isSuccess() && !doneBefore) {
      throw new Refusals(connection, slug, target.toString()).of(request, answer);
    }
  }

  /** An installation's token ends with it, so the attempt that disabled it was the last with it. */
  private boolean endedWithTheInstallation(PlatformAnswer answer) {
    return answer.status() == 401 && token.startsWith(INSTALLATION_TOKEN);
  }

  <T> T read(PlatformRequest request, String about, Function<JsonObject, T> reader) {
    PlatformAnswer answer = done(request, about);
    try {
      return reader.apply(answer.json());
    } catch (JsonRefused e) {
      throw connection.unusable(request, "its answer makes no sense. " + e.getMessage(), answer);
    }
  }

  PlatformAnswer done(PlatformRequest request, String about) {
    PlatformAnswer answer = connection.ask(request);
    if (!answer.isSuccess()) {
      throw new Refusals(connection, slug, about).of(request, answer);
    }
    return answer;
  }

  @Override
  public String toString() {
    return slug + " at " + connection.platform();
  }
}
