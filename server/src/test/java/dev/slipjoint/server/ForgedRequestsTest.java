package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that pretend: to have signed tokens, to be for another host, to be somebody by luck. */
class ForgedRequestsTest {
  @RegisterExtension static final TestServer server = TestServer.ofAcme();

  private static final String LISTENER = "http://127.0.0.1:PORT/keys";

  /** Headers of tokens that other systems have been made to believe. */
  static Stream<String> headers() {
    return Stream.concat(
        Stream.of("none", "None", "NONE", "nOnE", "", "none ")
            .map("{\"typ\":\"JWT\",\"alg\":\"%s\"}"::formatted),
        Stream.of(
            "{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\"}",
            "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'key' --\"}",
            "{\"alg\":\"RS256\",\"jku\":\"" + LISTENER + "\"}",
            "{\"alg\":\"RS256\",\"x5u\":\"" + LISTENER + "\"}",
            "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}}"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aForgedSignedTokenIsRefusedAndNobodyIsAskedForItsKey(String header) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String there = header.replace("PORT", Integer.toString(listener.getLocalPort()));
      for (String signature : List.of("", "AAAA", base64("0".repeat(32)))) {
        String token = base64(there) + "." + base64("{\"sub\":\"owner\"}") + "." + signature;
        server.as(token).get("/site/site-www/integrations").refused(401, "unauthorized");
        server
            .asNobody()
            .with("Authorization", "Bearer " + token)
            .get("/caller")
            .refused(401, "unauthorized");
      }
      listener.setSoTimeout(50);
      assertThat(isAsked(listener)).isFalse();
    }
  }

  private static boolean isAsked(ServerSocket listener) throws IOException {
    try {
      listener.accept().close();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whoever guesses gets nowhere, and locks nobody out. */
  @Test
  void twoHundredWrongTokensAreRefusedAndTheRightOneWorks() {
    for (int i = 0; i < 200; i++) {
      String wrong = Acme.OWNER_TOKEN.substring(0, Acme.OWNER_TOKEN.length() - 3) + (100 + i);
      server.as(wrong).get("/caller").refused(401, "unauthorized");
    }

    assertThat(server.asOwner().get("/caller").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: evil.example",
        "Forwarded: host=evil.example;proto=https",
        "X-Host: evil.example",
        "X-Real-IP: evil.example",
      })
  void noAnswerLeadsToAnotherHost(String header) throws IOException {
    String path = "/site/" + server.freshSite() + "/integrations";
    server.asOwner().post(path + "/cool-integration", "{}");
    server.asOwner().post(path + "/site-only", "{}");
    for (String asked :
        List.of(path + "?limit=1", path + "/cool-integration", "/docs", "/caller", "/no-route")) {
      try (RawSocket socket = server.connect()) {
        String head = "GET " + asked + " HTTP/1.1\r\nHost: evil.example\r\n" + header;
        String token = "\r\nnetlify-token: " + Acme.OWNER_TOKEN;
        socket.send(head + token + "\r\nConnection: close\r\n\r\n");

        assertThat(socket.rest()).as(asked).startsWith("HTTP/1.1").doesNotContain("evil.example");
      }
    }
  }
}
