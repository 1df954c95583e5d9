package dev.slipjoint.sdk;

import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.Slug;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an integration is told from outside. A value: start with {@link #fromEnvironment} or {@link
 * #of}, the {@code with} methods give a changed copy. Components may be added in later versions.
 *
 * @param slug the integration's slug
 * @param platform where the Integration API is, such as {@code http://127.0.0.1:8484}
 * @param acceptCookie whether a call may bring its token in the cookie {@code _nf-auth}, too. Off
 *     unless said: a browser sends a cookie along without being asked. Where it is on, a cookie
 *     counts only if the browser says that the call comes from the handler's own origin.
 * @param connector whether enabling the integration on a team turns connectors on there
 * @param buildEventHandlers whether enabling it on a site turns its build event handlers on there
 * @param timeouts how long to wait
 * @param secrets what the platform signs its calls with; several while one is rotated. Without one,
 *     nothing is verified, and the platform is asked about every call instead.
 * @param signedCallsOnly whether calls that the platform hasn't signed are refused. Off unless
 *     said: in direct use, users' own calls are signed by nobody.
 * @param clock tells how old a signed call is; for tests that set the time
 */
public record IntegrationSettings(
    String slug,
    URI platform,
    boolean acceptCookie,
    boolean connector,
    boolean buildEventHandlers,
    IntegrationTimeouts timeouts,
    List<SigningSecret> secrets,
    boolean signedCallsOnly,
    InstantSource clock) {

  private static final String SECRET_VARIABLE = "INTEGRATION_SECRET";
  private static final String DEFAULT_PLATFORM = "http://127.0.0.1:8484";

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the slug can't be one, or the platform's address is not
   *     plain http or https
   */
  public IntegrationSettings {
    slug = new Slug(slug).value();
    platform = PlatformAddress.checked(platform);
    secrets = List.copyOf(secrets);
  }

  /**
   * Takes the slug from {@code SLIPJOINT_SLUG} or the integration's own file in the working
   * directory ({@code integration.yaml}, {@code integration.yml}, {@code integration.netlify.yaml}
   * or {@code integration.netlify.yml}, there {@code slug} under {@code config}), and the
   * platform's address from {@code SLIPJOINT_URL}. The secrets, here and in {@link #of}, come from
   * {@code INTEGRATION_SECRET}, where several are separated by blanks.
   *
   * @throws IllegalStateException if nothing says the slug, or that file can't be read
   */
  public static IntegrationSettings fromEnvironment() {
    return from(System.getenv(), Path.of(""));
  }

  /** The integration of that slug; the platform's address comes from {@code SLIPJOINT_URL}. */
  public static IntegrationSettings of(String slug) {
    return of(slug, System.getenv());
  }

  static IntegrationSettings from(Map<String, String> environment, Path directory) {
    return of(SlugSource.slug(environment, directory), environment);
  }

  private static IntegrationSettings of(String slug, Map<String, String> environment) {
    String address = environment.getOrDefault("SLIPJOINT_URL", DEFAULT_PLATFORM);
    return new IntegrationSettings(
        slug,
        PlatformAddress.parsed("SLIPJOINT_URL", address),
        false,
        false,
        false,
        IntegrationTimeouts.DEFAULT,
        secrets(environment),
        false,
        Clock.systemUTC());
  }

  /** Netlify: the name of the variable is the one that its own runtime reads. */
  private static List<SigningSecret> secrets(Map<String, String> environment) {
    try {
      return SigningSecret.several(environment.getOrDefault(SECRET_VARIABLE, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(SECRET_VARIABLE + ": " + e.getMessage(), e);
    }
  }

  /** The same with the platform elsewhere. */
  public IntegrationSettings withPlatform(URI platform) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /** The same with the cookie accepted or not. */
  public IntegrationSettings withAcceptCookie(boolean acceptCookie) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /** The same with or without a connector. */
  public IntegrationSettings withConnector(boolean connector) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /** The same with or without build event handlers. */
  public IntegrationSettings withBuildEventHandlers(boolean buildEventHandlers) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /** The same with other timeouts. */
  public IntegrationSettings withTimeouts(IntegrationTimeouts timeouts) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /**
   * The same with those secrets instead: the ones that the platform shows for the integration.
   *
   * @throws IllegalArgumentException if one is empty, holds a blank, or has no base64 after {@code
   *     whsec_}
   */
  public IntegrationSettings withSecrets(String... texts) {
    List<SigningSecret> secrets = Stream.of(texts).map(SigningSecret::new).toList();
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /**
   * The same with unsigned calls refused or not. An integration whose calls all come through the
   * platform refuses them: then no user's own token ever reaches it.
   */
  public IntegrationSettings withSignedCallsOnly(boolean signedCallsOnly) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }

  /** The same with another clock. */
  public IntegrationSettings withClock(InstantSource clock) {
    return new IntegrationSettings(
        slug,
        platform,
        acceptCookie,
        connector,
        buildEventHandlers,
        timeouts,
        secrets,
        signedCallsOnly,
        clock);
  }
}
