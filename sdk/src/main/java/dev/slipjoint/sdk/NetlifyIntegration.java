package dev.slipjoint.sdk;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An integration: its slug, its handlers, and what runs when it is enabled and disabled.
 *
 * <pre>{@code
 * var integration = new NetlifyIntegration();
 * integration.addApiHandler("cool-function", (event, context) -> {
 *   context.client().updateSiteIntegration(context.siteId(), Map.of("custom_field", "custom_value"));
 *   return HandlerResponse.ok();
 * });
 * integration.serve();
 * }</pre>
 *
 * <p>Handlers are called at {@code /.netlify/functions/handler/<name>} and {@code /api/<name>},
 * with the caller's token in the header {@code netlify-token}, and the site and the team in the
 * query ({@code siteId}, {@code teamId}). Before an author's code runs, the platform is asked
 * whether that caller may act there; unless it is the platform that calls, and has signed who the
 * caller is and on what they act ({@link IntegrationSettings#secrets}). Built in are {@code
 * on-enable}, {@code on-disable} and {@code on-disconnect}.
 *
 * <p>What the runtime itself answers: 404 for a handler that isn't there, 405 for a lifecycle
 * handler that is not sent a POST (or a DELETE, to disable), 401 without a good token or with a
 * signature that can't be believed, 404 for a site or team that the caller may not see, 400 for ids
 * that can't be ones, 502 where the platform can't be asked, and 500 with {@code An unhandled error
 * occurred} where a handler throws. Every answer lets pages of any origin read it (CORS), unless
 * the handler sets those headers itself.
 *
 * <p>Each call leaves one line at level INFO on the logger {@code dev.slipjoint.sdk.calls}, in
 * exactly this form, which later versions keep: {@code handler=cool-function site=site-www team=-
 * status=200 took=18ms}. What the call doesn't name, or not as it is spelled, is {@code -}. What
 * goes wrong is told on {@code dev.slipjoint.sdk}. Tokens and contexts are never logged.
 */
public final class NetlifyIntegration {
  private final IntegrationSettings settings;
  private final Handlers handlers;
  private final HandlerRuntime runtime;

  /**
   * The integration whose slug the environment or its own file says; {@link
   * IntegrationSettings#fromEnvironment} tells where they are looked for.
   *
   * @throws IllegalStateException if nothing says the slug
   */
  public NetlifyIntegration() {
    this(IntegrationSettings.fromEnvironment());
  }

  /**
   * The integration of that slug, at the platform that {@code SLIPJOINT_URL} names ({@code
   * http://127.0.0.1:8484} unless set).
   *
   * @throws IllegalArgumentException if the slug is not 1 to 100 of {@code a-z 0-9 -}
   */
  public NetlifyIntegration(String slug) {
    this(IntegrationSettings.of(slug));
  }

  /** The integration with those settings. */
  public NetlifyIntegration(IntegrationSettings settings) {
    this(
        settings,
        new PlatformConnection(settings.platform(), settings.timeouts(), Retries.standard()));
  }

  NetlifyIntegration(IntegrationSettings settings, PlatformConnection connection) {
    this.settings = settings;
    this.handlers = new Handlers(settings);
    this.runtime = new HandlerRuntime(settings, handlers, connection);
  }

  /** The integration's slug. */
  public String slug() {
    return settings.slug();
  }

  /**
   * Adds a handler.
   *
   * @throws IllegalArgumentException if the name is not 1 to 64 of {@code A-Z a-z 0-9 _ -}, is
   *     built in, or is taken
   * @throws IllegalStateException if the integration is being served
   */
  public void addApiHandler(String name, ApiHandler handler) {
    handlers.add(name, handler);
  }

  /**
   * Runs after the integration was enabled; {@link HandlerContext#siteId()} and {@link
   * HandlerContext#teamId()} say where. Its response is the answer. It runs once more when an
   * integration that is enabled already is enabled again, and at each attempt of an operation, to
   * which {@link EnableResult} says how to go on.
   *
   * @throws IllegalArgumentException if there is such code already
   * @throws IllegalStateException if the integration is being served
   */
  public void onEnable(ApiHandler handler) {
    Optional<ApiCall> then = Optional.of(new ApiCall(handler));
    handlers.customise(
        Handlers.ON_ENABLE,
        new OnEnable(settings.connector(), settings.buildEventHandlers(), then));
  }

  /**
   * Runs before the integration is disabled, while its context can still be read. With a status
   * other than 200 and 204 it stays enabled, and the response is the answer. It doesn't run for a
   * viewer (403), nor where the integration isn't enabled (500). To an operation of the platform,
   * {@link EnableResult} says how to go on.
   *
   * @throws IllegalArgumentException if there is such code already
   * @throws IllegalStateException if the integration is being served
   */
  public void onDisable(ApiHandler handler) {
    handlers.customise(Handlers.ON_DISABLE, new OnDisable(Optional.of(new ApiCall(handler))));
  }

  /**
   * Runs when a user disconnects the integration from a third party. A response other than 200 is
   * the answer.
   *
   * @throws IllegalArgumentException if there is such code already
   * @throws IllegalStateException if the integration is being served
   */
  public void onDisconnect(ApiHandler handler) {
    handlers.customise(Handlers.ON_DISCONNECT, new OnDisconnect(Optional.of(new ApiCall(handler))));
  }

  /**
   * Answers one call, without a socket: for tests, and for hosts other than {@link #serve()}. It
   * never throws; the runtime's own answers are listed above.
   */
  public HandlerResponse handle(HandlerEvent event) {
    CallLine line = new CallLine();
    HandlerResponse answer = answer(event, line);
    line.write(answer.status());
    return answer;
  }

  HandlerResponse answer(HandlerEvent event, CallLine line) {
    return runtime.answer(event, line);
  }

  /**
   * Serves the handlers on this machine ({@code 127.0.0.1}), on the port that {@code PORT} names,
   * else 9000.
   *
   * <p>This doesn't block: the program stays alive until the server is closed. From then on, no
   * handler can be added.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   * @throws IllegalStateException if {@code PORT} is no port
   */
  public IntegrationServer serve() {
    return serve(IntegrationServer.port(System.getenv()));
  }

  /**
   * Serves the handlers on this machine ({@code 127.0.0.1}) on that port; 0 takes a free one.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public IntegrationServer serve(int port) {
    return serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Serves the handlers on that address. There is no TLS: put a proxy before it. A body may be 1
   * MiB (413), and a call may take {@link IntegrationTimeouts#call()} (504, and its thread is
   * interrupted).
   *
   * @throws java.io.UncheckedIOException if the port is taken, or the address isn't this machine's
   */
  public IntegrationServer serve(InetSocketAddress address) {
    IntegrationServer server = IntegrationServer.listening(address, this, settings.timeouts());
    handlers.freeze();
    return server;
  }
}
