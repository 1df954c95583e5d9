package dev.slipjoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.slipjoint.protocol.SigningSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationSettingsTest {
  @TempDir Path directory;

  @Test
  void theEnvironmentNamesTheSlugFirst() throws IOException {
    Files.writeString(directory.resolve("integration.yaml"), "config:\n  slug: from-file\n");

    assertThat(slug(Map.of("SLIPJOINT_SLUG", "from-environment"))).isEqualTo("from-environment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "integration.yaml",
        "integration.yml",
        "integration.netlify.yaml",
        "integration.netlify.yml"
      })
  void theIntegrationsOwnFileNamesTheSlug(String file) throws IOException {
    Files.writeString(directory.resolve(file), "config:\n  name: Cool\n  slug: cool-integration\n");

    assertThat(slug(Map.of())).isEqualTo("cool-integration");
  }

  @Test
  void withoutASlugTheThreeWaysAreNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> slug(Map.of()))
        .withMessageContaining("new NetlifyIntegration(\"my-slug\")")
        .withMessageContaining("SLIPJOINT_SLUG")
        .withMessageContaining("integration.yaml in " + directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "config:\n",
        "config: {}",
        "slug: cool",
        "config:\n  slug: 7",
        "- a",
        "a: [",
        "config:\n  slug: No Slug"
      })
  void aFileThatNamesNoneIsNamed(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("integration.yml"), content);

    assertThatIllegalStateException()
        .isThrownBy(() -> slug(Map.of()))
        .withMessageContaining(file.getFileName().toString());
  }

  @Test
  void theEnvironmentNamesThePlatform() {
    assertThat(settings(Map.of()).platform()).hasToString("http://127.0.0.1:8484");
    assertThat(settings(Map.of("SLIPJOINT_URL", "https://platform.example/base/")).platform())
        .hasToString("https://platform.example/base");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "platform", "http://", "not a url", "file:///etc"})
  void aPlatformThatIsNoAddressIsRefusedByTheVariablesName(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Map.of("SLIPJOINT_URL", url)))
        .withMessageContaining("SLIPJOINT_URL");
  }

  @Test
  void nothingRiskyIsOnUnlessSaid() {
    IntegrationSettings settings = settings(Map.of());

    assertThat(settings.acceptCookie()).isFalse();
    assertThat(settings.withAcceptCookie(true).acceptCookie()).isTrue();
    assertThat(settings.signedCallsOnly()).isFalse();
    assertThat(settings.connector()).isFalse();
    assertThat(settings.buildEventHandlers()).isFalse();
  }

  @Test
  void theEnvironmentNamesTheSecrets() {
    assertThat(settings(Map.of()).secrets()).isEmpty();
    assertThat(settings(Map.of("INTEGRATION_SECRET", " ")).secrets()).isEmpty();
    assertThat(settings(Map.of("INTEGRATION_SECRET", "whsec_bmV3 old")).secrets())
        .extracting(SigningSecret::text)
        .containsExactly("whsec_bmV3", "old");
    assertThat(settings(Map.of("INTEGRATION_SECRET", "old")).withSecrets("new").secrets())
        .containsExactly(new SigningSecret("new"));
  }

  @Test
  void aSecretThatIsNoneIsRefusedByTheVariablesNameAndNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Map.of("INTEGRATION_SECRET", "whsec_%topsecret")))
        .withMessageContaining("INTEGRATION_SECRET: ")
        .withMessageNotContaining("topsecret");
  }

  @Test
  void secretsStayOutOfLogs() {
    assertThat(settings(Map.of()).withSecrets("topsecret").toString()).doesNotContain("topsecret");
  }

  @Test
  void timeoutsMustBePositive() {
    Duration second = Duration.ofSeconds(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntegrationTimeouts(Duration.ZERO, second, second))
        .withMessageContaining("request");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntegrationTimeouts(second, second, Duration.ofDays(1000)))
        .withMessageContaining("call");
  }

  private String slug(Map<String, String> environment) {
    return IntegrationSettings.from(environment, directory).slug();
  }

  private IntegrationSettings settings(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SLIPJOINT_SLUG", "cool-integration");
    return IntegrationSettings.from(all, directory);
  }
}
