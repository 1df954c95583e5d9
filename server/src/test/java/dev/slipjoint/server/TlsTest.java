package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private KeyStore keys;

  @BeforeEach
  void makeACertificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    pem("chain.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
  }

  private void pem(String file, String kind, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, text));
  }

  private Server start(String key) {
    Map<String, String> settings =
        Map.of(
            "server.port",
            "0",
            "server.drain",
            "0s",
            "server.tls.certificate",
            folder.resolve("chain.pem").toString(),
            "server.tls.key",
            folder.resolve(key).toString());
    return Server.start(
        TestServer.config(folder.resolve("data"), settings), Optional.empty(), made -> {});
  }

  @Test
  void isSpokenWithTheCertificateThatIsConfigured() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext ssl = SSLContext.getInstance("TLS");
    ssl.init(null, trust.getTrustManagers(), null);
    try (Server server = start("key.pem");
        HttpClient client = HttpClient.newBuilder().sslContext(ssl).build()) {
      assertThat(server.url().getScheme()).isEqualTo("https");
      HttpRequest ready = HttpRequest.newBuilder(server.url().resolve("/health/ready")).build();

      HttpResponse<String> answer = client.send(ready, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withAKeyThatIsNoneIsRefusedInOneSentence() throws IOException {
    Files.writeString(folder.resolve("bad.pem"), "not a key");

    assertThatThrownBy(() -> start("bad.pem"))
        .isInstanceOf(ServerFailedToStart.class)
        .hasMessageStartingWith("TLS can't be set up with the certificate ");
    assertThatThrownBy(() -> start("missing.pem")).isInstanceOf(ServerFailedToStart.class);
  }
}
