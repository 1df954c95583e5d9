package dev.slipjoint.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * A request, written out, and the answer that it has to have.
 *
 * @param text the request, in ASCII
 * @param status the only status that is right
 * @param part what the answer's body has to contain
 */
record Ask(String text, int status, String part) {

  /** A request with the user's token. */
  static Ask of(String method, String path, String body, int status, String part) {
    return of(Town.TOKEN, method, path, body, status, part);
  }

  /** A request with some token. */
  static Ask of(String token, String method, String path, String body, int status, String part) {
    StringBuilder text =
        new StringBuilder("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(method, path))
            .append("netlify-token: ")
            .append(token)
            .append("\r\n");
    if (!method.equals("GET")) {
      text.append("Content-Type: application/json\r\nContent-Length: ")
          .append(body.length())
          .append("\r\n");
    }
    text.append("\r\n").append(body);
    return new Ask(text.toString(), status, part);
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void check(Connection.Answer answer) {
    if (answer.status() != status || !answer.body().contains(part)) {
      throw new BenchmarkFailed(
          "%s was answered %d %s"
              .formatted(text.lines().findFirst().orElse(""), answer.status(), answer.body()));
    }
  }
}
