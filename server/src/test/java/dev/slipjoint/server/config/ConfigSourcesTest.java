package dev.slipjoint.server.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipjoint.platform.dispatch.BreakerMode;
import dev.slipjoint.platform.event.WebhookTimes;
import dev.slipjoint.platform.installation.LifecycleTimes;
import dev.slipjoint.protocol.json.JsonLimits;
import dev.slipjoint.server.config.ServerConfig.Dispatch;
import dev.slipjoint.server.config.ServerConfig.Head;
import dev.slipjoint.server.config.ServerConfig.Lifecycle;
import dev.slipjoint.server.config.ServerConfig.Limits;
import dev.slipjoint.server.config.ServerConfig.Listen;
import dev.slipjoint.server.config.ServerConfig.Log;
import dev.slipjoint.server.config.ServerConfig.Management;
import dev.slipjoint.server.config.ServerConfig.Tls;
import dev.slipjoint.server.config.ServerConfig.Webhooks;
import dev.slipjoint.server.config.ServerConfig.Wire;
import dev.slipjoint.server.connection.ConnectionLimits;
import dev.slipjoint.server.connection.TrustedProxies;
import dev.slipjoint.server.outbound.OutboundBounds;
import dev.slipjoint.server.outbound.PrivateAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSourcesTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("slipjoint.yaml");
  }

  /** Every setting with a value other than its default. */
  private static Map<String, String> otherValues() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("server.bind", "0.0.0.0");
    values.put("server.port", "80");
    values.put("server.drain", "1m");
    values.put("server.connections", "7");
    values.put("server.connections-per-address", "19");
    values.put("server.trusted-proxies", "10.0.0.0/8");
    values.put("server.idle", "20s");
    values.put("server.head-time", "21s");
    values.put("server.body-time", "22s");
    values.put("server.body-rate", "23");
    values.put("server.answer-time", "24s");
    values.put("server.tls.certificate", "chain.pem");
    values.put("server.tls.key", "key.pem");
    values.put("management.bind", "::1");
    values.put("management.port", "29");
    values.put("data.folder", "elsewhere");
    values.put("platform.file", "platform.yaml");
    values.put("keys.master", KEY);
    values.put("wire.mirror-context", "false");
    values.put("limits.body", "2MiB");
    values.put("limits.context", "3KiB");
    values.put("limits.depth", "4");
    values.put("limits.members", "5");
    values.put("limits.values", "6");
    values.put("limits.string", "8");
    values.put("limits.name", "9");
    values.put("limits.number", "10");
    values.put("limits.request-line", "25");
    values.put("limits.headers", "11000");
    values.put("limits.header", "26");
    values.put("limits.header-count", "27");
    values.put("dispatch.allow-private", "127.0.0.1:9000");
    values.put("dispatch.ports", "12,13");
    values.put("dispatch.connect", "14ms");
    values.put("dispatch.first-byte", "15s");
    values.put("dispatch.total", "16s");
    values.put("dispatch.body", "17KiB");
    values.put("dispatch.concurrency", "18");
    values.put("dispatch.breaker", "dry-run");
    values.put("lifecycle.wait", "19s");
    values.put("lifecycle.deadline", "20m");
    values.put("lifecycle.confirm", "21h");
    values.put("lifecycle.pause", "22ms");
    values.put("webhooks.schedule", "23s, 24h,25d");
    values.put("webhooks.timeout", "26s");
    values.put("webhooks.pause-after", "27h");
    values.put("webhooks.keep", "28d");
    values.put("log.format", "json");
    values.put("log.level", "debug");
    values.put("log.access", "false");
    return values;
  }

  private static void assertOtherValues(ServerConfig config) {
    assertThat(config.listen())
        .isEqualTo(
            new Listen(
                "0.0.0.0",
                80,
                Duration.ofMinutes(1),
                7,
                new ConnectionLimits(
                    19,
                    TrustedProxies.parse("10.0.0.0/8"),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(21),
                    Duration.ofSeconds(22),
                    23,
                    Duration.ofSeconds(24)),
                Optional.of(new Tls(Path.of("chain.pem"), Path.of("key.pem")))));
    assertThat(config.management()).isEqualTo(new Management("::1", Optional.of(29)));
    assertThat(config.storage().folder()).isEqualTo(Path.of("elsewhere"));
    assertThat(config.storage().masterKey()).isPresent();
    assertThat(config.platform().file()).contains(Path.of("platform.yaml"));
    assertThat(config.wire()).isEqualTo(new Wire(false));
    assertThat(config.limits())
        .isEqualTo(
            new Limits(
                2 << 20, 3 << 10, new JsonLimits(4, 5, 6, 8, 9, 10), new Head(25, 11_000, 26, 27)));
    assertThat(config.dispatch())
        .isEqualTo(
            new Dispatch(
                PrivateAddresses.parse("127.0.0.1:9000"),
                Set.of(12, 13),
                new OutboundBounds(
                    Duration.ofMillis(14),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(16),
                    17 << 10),
                18,
                BreakerMode.DRY_RUN));
    assertThat(config.lifecycle())
        .isEqualTo(
            new Lifecycle(
                Duration.ofSeconds(19),
                new LifecycleTimes(
                    Duration.ofMinutes(20), Duration.ofHours(21), Duration.ofMillis(22))));
    assertThat(config.webhooks())
        .isEqualTo(
            new Webhooks(
                new WebhookTimes(
                    List.of(Duration.ofSeconds(23), Duration.ofHours(24), Duration.ofDays(25)),
                    Duration.ofHours(27)),
                Duration.ofSeconds(26),
                Duration.ofDays(28)));
    assertThat(config.log()).isEqualTo(new Log(LogFormat.JSON, LogLevel.DEBUG, false));
  }

  private static Map<String, String> variables(Map<String, String> values) {
    return values.entrySet().stream()
        .collect(
            toMap(it -> Settings.ofKey(it.getKey()).orElseThrow().variable(), Map.Entry::getValue));
  }

  private static String yaml(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append("%s: \"%s\"%n".formatted(key, value)));
    return text.toString();
  }

  private ConfigSources fileWith(String text) throws IOException {
    Files.writeString(file, text);
    return new ConfigSources().file(file);
  }

  private static List<String> mistakes(ConfigSources sources) {
    return catchThrowableOfType(ConfigRefused.class, () -> ServerConfig.from(sources)).mistakes();
  }

  /** What the mistakes of a file say after its name. */
  private List<String> mistakesInFile(String text) throws IOException {
    return mistakes(fileWith(text)).stream().map(it -> it.replace(file + " ", "")).toList();
  }

  private static SettingValue effective(ConfigSources sources, String key) {
    return sources.effective().stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCertificateAndItsKeyNeedEachOther() {
    assertThat(mistakes(new ConfigSources().flag("--key", "server.tls.key", "key.pem")))
        .containsExactly("server.tls.certificate and server.tls.key need each other.");
  }

  @Nested
  class Defaults {

    @Test
    void areCompleteWithoutAnySource() {
      ServerConfig config = ServerConfig.from(new ConfigSources());

      assertThat(config.listen())
          .isEqualTo(
              new Listen(
                  "127.0.0.1",
                  8484,
                  Duration.ofSeconds(5),
                  10_000,
                  new ConnectionLimits(
                      100,
                      new TrustedProxies(List.of()),
                      Duration.ofSeconds(60),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(30),
                      1024,
                      Duration.ofSeconds(30)),
                  Optional.empty()));
      assertThat(config.management()).isEqualTo(new Management("127.0.0.1", Optional.of(8485)));
      assertThat(config.storage().folder()).isEqualTo(Path.of("slipjoint-data"));
      assertThat(config.storage().masterKey()).isEmpty();
      assertThat(config.platform().file()).isEmpty();
      assertThat(config.wire()).isEqualTo(new Wire(true));
      assertThat(config.limits())
          .isEqualTo(
              new Limits(
                  1 << 20,
                  512 << 10,
                  new JsonLimits(64, 10_000, 100_000, 262_144, 1024, 64),
                  new Head(8 << 10, 16 << 10, 8 << 10, 100)));
      assertThat(config.dispatch())
          .isEqualTo(
              new Dispatch(
                  PrivateAddresses.none(),
                  Set.of(80, 443, 8080, 8443),
                  new OutboundBounds(
                      Duration.ofSeconds(3),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(30),
                      1 << 20),
                  20,
                  BreakerMode.ON));
      assertThat(config.lifecycle())
          .isEqualTo(
              new Lifecycle(
                  Duration.ofSeconds(10),
                  new LifecycleTimes(
                      Duration.ofMinutes(5), Duration.ofHours(12), Duration.ofSeconds(2))));
      assertThat(config.webhooks())
          .isEqualTo(
              new Webhooks(
                  new WebhookTimes(
                      List.of(
                          Duration.ofSeconds(5),
                          Duration.ofMinutes(5),
                          Duration.ofMinutes(30),
                          Duration.ofHours(2),
                          Duration.ofHours(5),
                          Duration.ofHours(10),
                          Duration.ofHours(14),
                          Duration.ofHours(20),
                          Duration.ofHours(24)),
                      Duration.ofDays(5)),
                  Duration.ofSeconds(15),
                  Duration.ofDays(30)));
      assertThat(config.log()).isEqualTo(new Log(LogFormat.TEXT, LogLevel.INFO, true));
    }

    @Test
    void haveTheOriginDefault() {
      assertThat(new ConfigSources().effective())
          .extracting(SettingValue::origin)
          .containsOnly("default");
    }
  }

  @Nested
  class Mapping {

    @Test
    void isProvenWithAValueForEverySetting() {
      List<String> keys = Settings.ALL.stream().<String>map(Setting::key).toList();
      assertThat(otherValues().keySet()).containsExactlyElementsOf(keys);
      assertThat(otherValues())
          .allSatisfy(
              (key, value) ->
                  assertThat(value).isNotEqualTo(Settings.ofKey(key).orElseThrow().fallback()));
    }

    @Test
    void takesEverySettingFromAFile() throws IOException {
      ConfigSources sources = fileWith(yaml(otherValues()));
      assertOtherValues(ServerConfig.from(sources));
      assertThat(effective(sources, "server.port"))
          .isEqualTo(new SettingValue("server.port", "80", file + " line 2"));
    }

    @Test
    void takesEverySettingFromTheEnvironment() {
      ConfigSources sources = new ConfigSources().environment(variables(otherValues()));
      assertOtherValues(ServerConfig.from(sources));
      assertThat(effective(sources, "wire.mirror-context"))
          .isEqualTo(
              new SettingValue(
                  "wire.mirror-context", "false", "environment SLIPJOINT_WIRE_MIRROR_CONTEXT"));
    }

    @Test
    void takesEverySettingFromFlags() {
      ConfigSources sources = new ConfigSources();
      otherValues().forEach((key, value) -> sources.flag("--flag", key, value));
      assertOtherValues(ServerConfig.from(sources));
      assertThat(effective(sources, "log.level"))
          .isEqualTo(new SettingValue("log.level", "debug", "--flag"));
    }

    @Test
    void takesNestedKeysOfAFileLikeOnesWithDots() throws IOException {
      ConfigSources sources =
          fileWith(
              """
              server:
                port: 81
              limits: { body: 1KiB }
              log.level: warn
              """);
      ServerConfig config = ServerConfig.from(sources);
      assertThat(config.listen().port()).isEqualTo(81);
      assertThat(config.limits().body()).isEqualTo(1024);
      assertThat(config.log().level()).isEqualTo(LogLevel.WARN);
      assertThat(effective(sources, "limits.body").origin()).isEqualTo(file + " line 3");
    }

    @Test
    void takesAnEmptyFileForNoSetting() throws IOException {
      assertThat(ServerConfig.from(fileWith("# nothing\n"))).isNotNull();
      assertThat(ServerConfig.from(fileWith(""))).isNotNull();
    }

    @Test
    void takesAValueThatIsEmptyForNoPlatformFileAndNoKey() throws IOException {
      ServerConfig config = ServerConfig.from(fileWith("platform.file:\nkeys.master: ~\n"));
      assertThat(config.platform().file()).isEmpty();
      assertThat(config.storage().masterKey()).isEmpty();
    }

    @Test
    void canBeMadeTwiceOfTheSameSources() {
      ConfigSources sources = new ConfigSources().flag("--port", "server.port", "x");
      assertThat(mistakes(sources)).hasSize(1).isEqualTo(mistakes(sources));
    }
  }

  @Nested
  class Precedence {

    @Test
    void letsTheEnvironmentOverrideTheFileAndAFlagBoth() throws IOException {
      ConfigSources sources = fileWith("server.port: 1\nserver.bind: a\nlog.level: warn\n");
      sources.environment(Map.of("SLIPJOINT_SERVER_PORT", "2", "SLIPJOINT_SERVER_BIND", "b"));
      sources.flag("--port", "server.port", "3");

      assertThat(effective(sources, "server.port"))
          .isEqualTo(new SettingValue("server.port", "3", "--port"));
      assertThat(effective(sources, "server.bind"))
          .isEqualTo(new SettingValue("server.bind", "b", "environment SLIPJOINT_SERVER_BIND"));
      assertThat(effective(sources, "log.level"))
          .isEqualTo(new SettingValue("log.level", "warn", file + " line 3"));
      assertThat(effective(sources, "log.format").origin()).isEqualTo("default");
    }

    @Test
    void hidesNoMistakeOfASourceThatIsOverridden() throws IOException {
      ConfigSources sources = fileWith("server.port: eighty\n");
      sources.flag("--port", "server.port", "80");
      assertThat(mistakes(sources)).singleElement().asString().contains("eighty");
    }
  }

  @Nested
  class Values {

    private static Stream<Arguments> wrongValues() {
      Map<String, List<String>> values = new LinkedHashMap<>();
      List<String> noNumbers = List.of("", " ", "x", "1.5", "+1", "-1", "1 ", "٣", "99999999999");
      values.put("server.bind", List.of("", " "));
      values.put("server.port", with(noNumbers, "65536"));
      values.put("management.bind", List.of("", " "));
      values.put("management.port", List.of(" ", "x", "-1", "65536", "OFF", "none", "8485 "));
      values.put("log.access", List.of("", "FALSE", "no", "off"));
      values.put(
          "server.drain",
          List.of("", "5", "s", "5 s", "5S", "-1s", "601s", "11m", "600001ms", "1h"));
      values.put(
          "webhooks.schedule", List.of("", "5s,", "5", "91d", "5s;5s", "1s,".repeat(30) + "1s"));
      values.put("webhooks.timeout", List.of("", "0s", "1h"));
      values.put("webhooks.pause-after", List.of("", "91d", "5D", "5"));
      values.put("webhooks.keep", List.of("", "59m", "91d"));
      values.put("server.connections", with(noNumbers, "0", "1000001"));
      values.put("data.folder", List.of("", " ", "a\0b"));
      values.put("platform.file", List.of(" ", "a\0b"));
      values.put("keys.master", List.of("x", KEY.substring(4), KEY + KEY, KEY + "\n", "*" + KEY));
      values.put("wire.mirror-context", List.of("", "TRUE", "yes", "1"));
      List<String> noSizes = with(noNumbers, "0", "0KiB", "1kib", "1MB", "1GiB", "1 MiB", "KiB");
      values.put("limits.body", with(noSizes, "65MiB", "65537KiB", "67108865"));
      values.put("limits.context", with(noSizes, "65MiB"));
      values.put("limits.headers", with(noSizes, "65MiB"));
      values.put("limits.depth", with(noNumbers, "0", "501"));
      values.put("limits.members", with(noNumbers, "0", "1000001"));
      values.put("limits.values", with(noNumbers, "0", "10000001"));
      values.put("limits.string", with(noNumbers, "0", "67108865"));
      values.put("limits.name", with(noNumbers, "0", "65537"));
      values.put("limits.number", with(noNumbers, "0", "1001"));
      values.put("log.format", List.of("", "JSON", "xml"));
      values.put("log.level", List.of("", "Info", "trace"));
      return values.entrySet().stream().map(it -> arguments(it.getKey(), it.getValue()));
    }

    private static List<String> with(List<String> some, String... more) {
      List<String> all = new ArrayList<>(some);
      all.addAll(List.of(more));
      return all;
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void areRefusedWithWhatTheyMustBe(String key, List<String> values) {
      Setting<?> setting = Settings.ofKey(key).orElseThrow();
      for (String value : values) {
        assertThat(mistakes(new ConfigSources().flag("--flag", key, value)))
            .as(value)
            .singleElement()
            .asString()
            .startsWith("--flag: " + key + " is \"")
            .endsWith("\"; it must be " + setting.expectation() + ".");
      }
    }

    @ParameterizedTest
    @CsvSource({
      "server.port, 0",
      "server.port, 65535",
      "server.drain, 0s",
      "server.drain, 250ms",
      "server.drain, 600000ms",
      "server.drain, 600s",
      "server.drain, 10m",
      "server.bind, ::1",
      "management.port, 0",
      "management.port, 65535",
      "limits.body, 1",
      "limits.body, 64MiB",
      "limits.body, 65536KiB",
      "limits.body, 67108864",
      "log.level, error"
    })
    void areTakenUpToTheirLimits(String key, String value) {
      assertThat(ServerConfig.from(new ConfigSources().flag("--flag", key, value))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", ""})
    void ofManagementTurnItOff(String port) {
      ConfigSources sources = new ConfigSources().flag("--flag", "management.port", port);

      assertThat(ServerConfig.from(sources).management().port()).isEmpty();
    }

    @Test
    void keepTheirUnits() {
      assertThat(duration("250ms")).isEqualTo(Duration.ofMillis(250));
      assertThat(duration("0s")).isZero();
      assertThat(duration("10m")).isEqualTo(Duration.ofMinutes(10));
    }

    private static Duration duration(String text) {
      ConfigSources sources = new ConfigSources().flag("--flag", "server.drain", text);
      return ServerConfig.from(sources).listen().drain();
    }
  }

  @Nested
  class Mistakes {

    @Test
    void ofEverySourceAreToldTogether() throws IOException {
      ConfigSources sources =
          fileWith(
              """
              server:
                port: eighty
              colour: blue
              """);
      sources.environment(
          Map.of("SLIPJOINT_LOG_LEVEL", "loud", "SLIPJOINT_BIND", "x", "HOME", "/home/ada"));
      sources.flag("--data", "data.folder", "");

      ConfigRefused refused =
          catchThrowableOfType(ConfigRefused.class, () -> ServerConfig.from(sources));

      assertThat(refused.mistakes())
          .containsExactly(
              file
                  + " line 2: server.port is \"eighty\";"
                  + " it must be a number from 0 to 65535; 0 takes a free port.",
              file + " line 3: there is no setting colour.",
              "environment: no setting has the variable SLIPJOINT_BIND.",
              "environment SLIPJOINT_LOG_LEVEL: log.level is \"loud\";"
                  + " it must be error, warn, info or debug.",
              "--data: data.folder is \"\"; it must be a path.");
      assertThat(refused)
          .hasMessageStartingWith("The configuration has 5 mistakes:\n  " + file + " line 2: ");
    }

    @Test
    void areCountedInPlainEnglish() {
      ConfigSources sources = new ConfigSources().flag("--port", "server.port", "x");
      assertThat(catchThrowableOfType(ConfigRefused.class, () -> ServerConfig.from(sources)))
          .hasMessageStartingWith("The configuration has 1 mistake:\n  --port: ");
    }

    @Test
    void areOnOneLineEachHoweverLongAValueIs() {
      String value = "a\n\u001b[31m" + "b".repeat(1000);
      assertThat(mistakes(new ConfigSources().flag("--port", "server.port", value)))
          .singleElement()
          .asString()
          .hasSizeLessThan(200)
          .contains("a??[31mb")
          .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "server: { prot: 1 }",
          "server.port.number: 1",
          "server: 1",
          "limits: { body: { size: 1 } }"
        })
    void areUnknownKeysAtEveryLevel(String text) throws IOException {
      assertThat(mistakesInFile(text))
          .singleElement()
          .asString()
          .startsWith("line 1: there is no setting ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "server.port: [1, 2]            | line 1: A setting must be a single value.",
          "- server.port                  | line 1: Here must be keys with values: the file has"
              + " keys.",
          "server.port                    | line 1: Here must be keys with values: the file has"
              + " keys.",
          "server.port: 1\\nserver.port: 2 | line 2: This key stands in line 1 already.",
          "server.port: 1\\nserver: { port: 2 } | line 2: This key stands in line 1 already.",
          "? [a, b]\\n: 1                  | line 1: A key must be a single word.",
          "a: { b: *x }                | line 1: Anchors (&) and aliases (*) can't be used here."
              + " Write the value out, or in quotes if it is a text.",
          "server:\\n"
              + "\\tport: 1             | line 2: This is not YAML: found character '\\t(TAB)' that"
              + " cannot start any token. (Do not use \\t(TAB) for indentation).",
        })
    void areToldWithTheirLine(String text, String mistake) throws IOException {
      assertThat(mistakesInFile(text.replace("\\n", "\n").replace("\\t", "\t")))
          .singleElement()
          .asString()
          .isEqualTo(mistake);
    }

    @Test
    void areFilesThatCannotBeRead() {
      assertThat(mistakes(new ConfigSources().file(file)))
          .containsExactly(file + " The file can't be read: there is none.");
      assertThat(mistakes(new ConfigSources().file(folder)))
          .containsExactly(folder + " The file can't be read: it is a folder.");
    }

    @Test
    void areNotMadeOfWhatKubernetesTellsOfAServiceOfThatName() {
      Map<String, String> variables =
          Map.of(
              "SLIPJOINT_PORT", "tcp://10.0.0.1:80",
              "SLIPJOINT_SERVICE_HOST", "10.0.0.1",
              "SLIPJOINT_SERVICE_PORT_HTTP", "80",
              "SLIPJOINT_PORT_80_TCP_ADDR", "10.0.0.1",
              "SLIPJOINT_SERVER_PORT", "tcp://10.0.0.2:80");

      assertThat(ServerConfig.from(new ConfigSources().environment(variables)).listen().port())
          .isEqualTo(8484);
    }

    @Test
    void areNotMadeOfTheVariablesOfTheLauncherAndOfIntegrations() {
      Map<String, String> others =
          Map.of(
              "SLIPJOINT_JAVA_HOME", "x",
              "SLIPJOINT_JAVA_OPTS", "x",
              "SLIPJOINT_URL", "x",
              "SLIPJOINT_SLUG", "x",
              "SLIPJOINT_TOKEN", "x");
      assertThat(ServerConfig.from(new ConfigSources().environment(others))).isNotNull();
    }
  }

  @Nested
  class Secrets {

    @Test
    void areMaskedAmongTheEffectiveValues() {
      ConfigSources sources = new ConfigSources().flag("--key", "keys.master", KEY);
      assertThat(effective(sources, "keys.master").text()).isEqualTo("***");
      assertThat(effective(new ConfigSources(), "keys.master").text()).isEmpty();
    }

    @Test
    void areMaskedInMistakes() {
      assertThat(mistakes(new ConfigSources().flag("--key", "keys.master", KEY + "x")))
          .containsExactly("--key: keys.master is \"***\"; it must be 32 bytes in base64.");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"keys: { master:%s }", "keys:\n  ? %s\n", "%s: x", "keys: &%s", "keys: !a!%s x"})
    void areNotShownWhereAKeyIsExpected(String text) throws IOException {
      assertThat(mistakesInFile(text.formatted(KEY)))
          .singleElement()
          .asString()
          .doesNotContain(KEY.substring(0, 10));
    }

    @Test
    void areNotShownByTheConfigurationItself() {
      ConfigSources sources = new ConfigSources().flag("--key", "keys.master", KEY);
      assertThat(ServerConfig.from(sources).toString()).doesNotContain(KEY);
      assertThat(Optional.of(sources).toString()).doesNotContain(KEY);
    }
  }
}
