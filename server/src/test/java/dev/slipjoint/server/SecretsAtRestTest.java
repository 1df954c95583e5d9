package dev.slipjoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks for planted secrets in every byte of the data folder. */
class SecretsAtRestTest {

  @Test
  void noSecretAndNoTokenIsInTheDataFolder() throws IOException {
    try (TestServer server = TestServer.ofAcme().start()) {
      String token =
          server
              .asOwner()
              .post(
                  "/site/site-www/integrations/cool-integration",
                  "{\"config\":{\"key\":\"findable-context\"}}")
              .token();
      server.as(token).put("/site/site-www/integrations/cool-integration", "{\"config\":{}}");

      String whileItRuns = everythingIn(server.folder());
      server.stop();
      String afterwards = everythingIn(server.folder());

      assertThat(whileItRuns).contains("findable-context", "cool-integration");
      assertThat(afterwards).contains("cool-integration");
      for (String secret :
          List.of(
              token,
              Acme.OWNER_TOKEN,
              Acme.DEVELOPER_TOKEN,
              Acme.VIEWER_TOKEN,
              Acme.STRANGER_TOKEN,
              Acme.COOL_SECRET)) {
        assertThat(whileItRuns.contains(secret)).as(secret).isFalse();
        assertThat(afterwards.contains(secret)).as(secret).isFalse();
      }
    }
  }

  private static String everythingIn(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
