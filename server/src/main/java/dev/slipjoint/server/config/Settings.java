package dev.slipjoint.server.config;

import dev.slipjoint.platform.access.MasterKey;
import dev.slipjoint.platform.dispatch.BreakerMode;
import dev.slipjoint.server.connection.TrustedProxies;
import dev.slipjoint.server.outbound.PrivateAddresses;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting that there is. docs/reference/configuration.md is compared with this list. */
final class Settings {
  private static final int KIB = 1024;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration LONGEST_OF_ALL = Duration.ofDays(90);
  private static final int MOST_DURATIONS = 30;
  private static final Pattern NUMERAL = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SIZE = Pattern.compile("([0-9]+)(KiB|MiB|)");
  private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

  static final Setting<String> BIND =
      new Setting<>(
          "server.bind",
          "127.0.0.1",
          "an address or a host name of this machine",
          "The address to listen on.",
          Settings::notBlank);
  static final Setting<Integer> PORT =
      new Setting<>(
          "server.port",
          "8484",
          "a number from 0 to 65535; 0 takes a free port",
          "The port to listen on.",
          text -> number(text, 0, 65_535));
  static final Setting<Duration> DRAIN =
      new Setting<>(
          "server.drain",
          "5s",
          "a duration such as 500ms, 5s or 1m, up to 10m",
          "How long a stopping server says that it isn't ready before it stops listening.",
          Settings::duration);
  static final Setting<Integer> CONNECTIONS =
      new Setting<>(
          "server.connections",
          "10000",
          "a number from 1 to 1000000",
          "The most connections at a time.",
          text -> number(text, 1, 1_000_000));
  static final Setting<Integer> STRANGERS =
      new Setting<>(
          "server.connections-per-address",
          "100",
          "a number from 1 to 1000000",
          "The most connections of one address (for IPv6, of one /64) on which nobody has shown a"
              + " good token yet.",
          text -> number(text, 1, 1_000_000));
  static final Setting<TrustedProxies> TRUSTED_PROXIES =
      new Setting<>(
          "server.trusted-proxies",
          "",
          "addresses or ranges such as 127.0.0.1, 10.1.0.0/16 or fd00::/8, with commas between"
              + " them",
          "Proxies of yours, whose connections are not counted per address.",
          TrustedProxies::parse);
  static final Setting<Duration> IDLE =
      new Setting<>(
          "server.idle",
          "60s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long a connection may wait for its first request, or its next.",
          Settings::positive);
  static final Setting<Duration> HEAD_TIME =
      new Setting<>(
          "server.head-time",
          "10s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long the request line and the headers may take to come.",
          Settings::positive);
  static final Setting<Duration> BODY_TIME =
      new Setting<>(
          "server.body-time",
          "30s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long a request is waited for to bring its body.",
          Settings::positive);
  static final Setting<Integer> BODY_RATE =
      new Setting<>(
          "server.body-rate",
          "1KiB",
          "a size such as 512, 1KiB or 64KiB, up to 64MiB",
          "The bytes a second that a body must bring once it has been waited for for 5s.",
          Settings::size);
  static final Setting<Duration> ANSWER_TIME =
      new Setting<>(
          "server.answer-time",
          "30s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long a client may take to read what is written to it at a time.",
          Settings::positive);
  static final Setting<Optional<Path>> TLS_CERTIFICATE =
      new Setting<>(
          "server.tls.certificate",
          "",
          "a path",
          "The certificate and its chain as PEM; with it, the server speaks HTTPS.",
          text -> optional(text).map(it -> Path.of(notBlank(it))));
  static final Setting<Optional<Path>> TLS_KEY =
      new Setting<>(
          "server.tls.key",
          "",
          "a path",
          "The certificate's private key as PEM (PKCS #8, without a passphrase).",
          text -> optional(text).map(it -> Path.of(notBlank(it))));
  static final Setting<String> MANAGEMENT_BIND =
      new Setting<>(
          "management.bind",
          "127.0.0.1",
          "an address or a host name of this machine",
          "The address to tell metrics and health on, to whoever asks.",
          Settings::notBlank);
  static final Setting<Optional<Integer>> MANAGEMENT_PORT =
      new Setting<>(
          "management.port",
          "8485",
          "a number from 0 to 65535, or off; 0 takes a free port",
          "The port to tell metrics and health on.",
          text -> optional(text).filter(it -> !it.equals("off")).map(it -> number(it, 0, 65_535)));
  static final Setting<Path> DATA =
      new Setting<>(
          "data.folder",
          "slipjoint-data",
          "a path",
          "The folder that holds the database and the master key.",
          text -> Path.of(notBlank(text)));
  static final Setting<Optional<Path>> PLATFORM_FILE =
      new Setting<>(
          "platform.file",
          "",
          "a path",
          "The platform file to apply at start.",
          text -> optional(text).map(it -> Path.of(notBlank(it))));
  static final Setting<Optional<MasterKey>> MASTER_KEY =
      new Setting<>(
          "keys.master",
          "",
          "32 bytes in base64",
          "The key that seals integrations' secrets; without it one is kept in the data folder.",
          text -> optional(text).map(it -> new MasterKey(Base64.getDecoder().decode(it))),
          true);
  static final Setting<Boolean> MIRROR_CONTEXT =
      new Setting<>(
          "wire.mirror-context",
          "true",
          "true or false",
          "Whether a context's members also stand beside \"config\" in an answer.",
          Settings::flag);
  static final Setting<Integer> BODY =
      new Setting<>(
          "limits.body",
          "1MiB",
          "a size such as 65536, 512KiB or 1MiB, up to 64MiB",
          "The largest body of a request.",
          Settings::size);
  static final Setting<Integer> CONTEXT =
      new Setting<>(
          "limits.context",
          "512KiB",
          "a size such as 65536, 512KiB or 1MiB, up to 64MiB",
          "The largest context, as canonical text.",
          Settings::size);
  static final Setting<Integer> DEPTH =
      new Setting<>(
          "limits.depth",
          "64",
          "a number from 1 to 500",
          "How deep a context may be nested.",
          text -> number(text, 1, 500));
  static final Setting<Integer> MEMBERS =
      new Setting<>(
          "limits.members",
          "10000",
          "a number from 1 to 1000000",
          "The most members of one JSON object.",
          text -> number(text, 1, 1_000_000));
  static final Setting<Integer> VALUES =
      new Setting<>(
          "limits.values",
          "100000",
          "a number from 1 to 10000000",
          "The most values in one body.",
          text -> number(text, 1, 10_000_000));
  static final Setting<Integer> STRING =
      new Setting<>(
          "limits.string",
          "262144",
          "a number of characters from 1 to 67108864",
          "The longest JSON string.",
          text -> number(text, 1, 64 * KIB * KIB));
  static final Setting<Integer> NAME =
      new Setting<>(
          "limits.name",
          "1024",
          "a number of characters from 1 to 65536",
          "The longest name of a JSON member.",
          text -> number(text, 1, 64 * KIB));
  static final Setting<Integer> NUMBER =
      new Setting<>(
          "limits.number",
          "64",
          "a number of characters from 1 to 1000",
          "The longest JSON number.",
          text -> number(text, 1, 1000));
  static final Setting<Integer> REQUEST_LINE =
      new Setting<>(
          "limits.request-line",
          "8KiB",
          "a size such as 8192, 8KiB or 1MiB, up to 64MiB",
          "The longest request line, the URI included.",
          Settings::size);
  static final Setting<Integer> HEADERS =
      new Setting<>(
          "limits.headers",
          "16KiB",
          "a size such as 16384, 16KiB or 1MiB, up to 64MiB",
          "The largest header block of a request.",
          Settings::size);
  static final Setting<Integer> HEADER =
      new Setting<>(
          "limits.header",
          "8KiB",
          "a size such as 8192, 8KiB or 1MiB, up to 64MiB",
          "The longest header, its name included.",
          Settings::size);
  static final Setting<Integer> HEADER_COUNT =
      new Setting<>(
          "limits.header-count",
          "100",
          "a number from 1 to 10000",
          "The most headers of a request.",
          text -> number(text, 1, 10_000));
  static final Setting<PrivateAddresses> ALLOW_PRIVATE =
      new Setting<>(
          "dispatch.allow-private",
          "",
          "addresses or ranges such as 127.0.0.1, 10.1.0.0/16, [::1] or [fd00::/8], each with a"
              + " port such as :9000 or without, and commas between them",
          "What integrations may be called at beyond public addresses; without a port, any but the"
              + " server's own.",
          PrivateAddresses::parse);
  static final Setting<Set<Integer>> DISPATCH_PORTS =
      new Setting<>(
          "dispatch.ports",
          "80,443,8080,8443",
          "numbers from 1 to 65535 with commas between them",
          "The ports of public addresses that may be called.",
          Settings::ports);
  static final Setting<Duration> DISPATCH_CONNECT =
      new Setting<>(
          "dispatch.connect",
          "3s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long a call may look up a host and connect.",
          Settings::positive);
  static final Setting<Duration> DISPATCH_FIRST_BYTE =
      new Setting<>(
          "dispatch.first-byte",
          "10s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long a call then waits for the headers of the answer.",
          Settings::positive);
  static final Setting<Duration> DISPATCH_TOTAL =
      new Setting<>(
          "dispatch.total",
          "30s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long a call takes at most, to the end of the answer.",
          Settings::positive);
  static final Setting<Integer> DISPATCH_BODY =
      new Setting<>(
          "dispatch.body",
          "1MiB",
          "a size such as 65536, 512KiB or 1MiB, up to 64MiB",
          "The largest body that a call sends, and that it takes as an answer.",
          Settings::size);
  static final Setting<Integer> DISPATCH_CONCURRENCY =
      new Setting<>(
          "dispatch.concurrency",
          "20",
          "a number from 1 to 10000",
          "The most calls at a time for one installation.",
          text -> number(text, 1, 10_000));
  static final Setting<BreakerMode> DISPATCH_BREAKER =
      new Setting<>(
          "dispatch.breaker",
          "on",
          "on, dry-run or off",
          "Whether an integration that keeps failing is left alone for a while; a dry run only"
              + " tells.",
          text -> choice(text, BreakerMode.values()));
  static final Setting<Duration> LIFECYCLE_WAIT =
      new Setting<>(
          "lifecycle.wait",
          "10s",
          "a duration such as 500ms, 5s or 1m, up to 10m",
          "How long enabling and disabling are answered by their outcome; then with 202.",
          Settings::duration);
  static final Setting<Duration> LIFECYCLE_DEADLINE =
      new Setting<>(
          "lifecycle.deadline",
          "5m",
          "a duration such as 30s, 5m or 12h, up to 90d",
          "How long an integration that does not answer is called again; then enabling is given up,"
              + " and disabling goes on without it.",
          Settings::longDuration);
  static final Setting<Duration> LIFECYCLE_CONFIRM =
      new Setting<>(
          "lifecycle.confirm",
          "12h",
          "a duration such as 30s, 5m or 12h, up to 90d",
          "How long an integration that has accepted may take to confirm.",
          Settings::longDuration);
  static final Setting<Duration> LIFECYCLE_PAUSE =
      new Setting<>(
          "lifecycle.pause",
          "2s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long to wait before an integration is called again; it doubles up to 64 times that.",
          Settings::positive);
  static final Setting<List<Duration>> WEBHOOKS_SCHEDULE =
      new Setting<>(
          "webhooks.schedule",
          "5s,5m,30m,2h,5h,10h,14h,20h,24h",
          "up to 30 durations such as 5s, 30m or 2h, up to 90d, with commas between them",
          "The pauses between the attempts to deliver an event; after the last it is given up.",
          Settings::durations);
  static final Setting<Duration> WEBHOOKS_TIMEOUT =
      new Setting<>(
          "webhooks.timeout",
          "15s",
          "a duration such as 500ms, 5s or 1m, from 1ms to 10m",
          "How long an attempt to deliver an event takes at most.",
          Settings::positive);
  static final Setting<Duration> WEBHOOKS_PAUSE_AFTER =
      new Setting<>(
          "webhooks.pause-after",
          "5d",
          "a duration such as 30s, 5m or 12h, up to 90d",
          "How long every attempt at a webhook must have failed until it is paused.",
          Settings::longDuration);
  static final Setting<Duration> WEBHOOKS_KEEP =
      new Setting<>(
          "webhooks.keep",
          "30d",
          "a duration such as 12h or 30d, from 1h to 90d",
          "How long events and their deliveries are kept, those that wait for a paused webhook"
              + " included.",
          Settings::longEnoughToTell);
  static final Setting<LogFormat> LOG_FORMAT =
      new Setting<>(
          "log.format",
          "text",
          "text or json",
          "How log lines look.",
          text -> choice(text, LogFormat.values()));
  static final Setting<LogLevel> LOG_LEVEL =
      new Setting<>(
          "log.level",
          "info",
          "error, warn, info or debug",
          "How much is logged.",
          text -> choice(text, LogLevel.values()));
  static final Setting<Boolean> LOG_ACCESS =
      new Setting<>(
          "log.access",
          "true",
          "true or false",
          "Whether each request has a line in the log.",
          Settings::flag);

  /** All of them in reading order. */
  static final List<Setting<?>> ALL =
      List.of(
          BIND,
          PORT,
          DRAIN,
          CONNECTIONS,
          STRANGERS,
          TRUSTED_PROXIES,
          IDLE,
          HEAD_TIME,
          BODY_TIME,
          BODY_RATE,
          ANSWER_TIME,
          TLS_CERTIFICATE,
          TLS_KEY,
          MANAGEMENT_BIND,
          MANAGEMENT_PORT,
          DATA,
          PLATFORM_FILE,
          MASTER_KEY,
          MIRROR_CONTEXT,
          BODY,
          CONTEXT,
          DEPTH,
          MEMBERS,
          VALUES,
          STRING,
          NAME,
          NUMBER,
          REQUEST_LINE,
          HEADERS,
          HEADER,
          HEADER_COUNT,
          ALLOW_PRIVATE,
          DISPATCH_PORTS,
          DISPATCH_CONNECT,
          DISPATCH_FIRST_BYTE,
          DISPATCH_TOTAL,
          DISPATCH_BODY,
          DISPATCH_CONCURRENCY,
          DISPATCH_BREAKER,
          LIFECYCLE_WAIT,
          LIFECYCLE_DEADLINE,
          LIFECYCLE_CONFIRM,
          LIFECYCLE_PAUSE,
          WEBHOOKS_SCHEDULE,
          WEBHOOKS_TIMEOUT,
          WEBHOOKS_PAUSE_AFTER,
          WEBHOOKS_KEEP,
          LOG_FORMAT,
          LOG_LEVEL,
          LOG_ACCESS);

  private Settings() {}

  static Optional<Setting<?>> ofKey(String key) {
    return first(it -> it.key().equals(key));
  }

  static Optional<Setting<?>> ofVariable(String variable) {
    return first(it -> it.variable().equals(variable));
  }

  private static Optional<Setting<?>> first(Predicate<Setting<?>> condition) {
    for (Setting<?> setting : ALL) {
      if (condition.test(setting)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return text;
  }

  private static Optional<String> optional(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static <E extends Enum<E>> E choice(String text, E[] all) {
    return Stream.of(all)
        .filter(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("none of the choices"));
  }

  private static int number(String text, int least, int most) {
    if (!NUMERAL.matcher(text).matches()) {
      throw new IllegalArgumentException("no number");
    }
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static int size(String text) {
    Matcher size = matched(SIZE, text);
    int unit =
        switch (size.group(2)) {
          case "MiB" -> KIB * KIB;
          case "KiB" -> KIB;
          default -> 1;
        };
    return number(size.group(1), 1, 64 * KIB * KIB / unit) * unit;
  }

  private static Duration duration(String text) {
    return duration(text, LONGEST);
  }

  private static Duration longDuration(String text) {
    return duration(text, LONGEST_OF_ALL);
  }

  private static Duration longEnoughToTell(String text) {
    Duration duration = longDuration(text);
    if (duration.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("too short");
    }
    return duration;
  }

  private static List<Duration> durations(String text) {
    String[] all = text.split(",", -1);
    if (all.length > MOST_DURATIONS) {
      throw new IllegalArgumentException("too many");
    }
    return Stream.of(all).map(it -> longDuration(it.strip())).toList();
  }

  private static Duration duration(String text, Duration longest) {
    Matcher parts = matched(DURATION, text);
    ChronoUnit unit =
        switch (parts.group(2)) {
          case "ms" -> ChronoUnit.MILLIS;
          case "s" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          default -> ChronoUnit.DAYS;
        };
    int most = (int) Math.min(Integer.MAX_VALUE, longest.dividedBy(unit.getDuration()));
    return Duration.of(number(parts.group(1), 0, most), unit);
  }

  private static Duration positive(String text) {
    Duration duration = duration(text);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("no time at all");
    }
    return duration;
  }

  private static Set<Integer> ports(String text) {
    return Stream.of(text.split(",", -1))
        .map(it -> number(it.strip(), 1, 65_535))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no number with a unit");
    }
    return matcher;
  }
}
