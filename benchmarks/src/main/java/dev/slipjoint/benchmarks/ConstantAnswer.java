package dev.slipjoint.benchmarks;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import java.util.Arrays;

/**
 * A second listener in the server's own process, which answers so many bytes to whatever it is
 * asked: what HTTP alone costs there. It comes in as a Java agent, so that the product is started
 * as it always is.
 */
public final class ConstantAnswer {
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");

  private ConstantAnswer() {}

  /** Listens, before the server's own {@code main}: the argument is {@code PORT,BYTES}. */
  public static void premain(String argument) {
    String[] words = argument.split(",", -1);
    byte[] body = new byte[Integer.parseInt(words[1])];
    Arrays.fill(body, (byte) 'x');
    body[0] = '"';
    body[body.length - 1] = '"';
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(words[0]))
        .shutdownHook(false)
        .routing(routing -> routing.any((request, response) -> response.header(JSON).send(body)))
        .build()
        .start();
  }
}
