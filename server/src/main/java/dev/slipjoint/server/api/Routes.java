package dev.slipjoint.server.api;

import static io.helidon.http.Method.DELETE;
import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.HEAD;
import static io.helidon.http.Method.OPTIONS;
import static io.helidon.http.Method.PATCH;
import static io.helidon.http.Method.POST;
import static io.helidon.http.Method.PUT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.slipjoint.server.edge.EdgeException.MethodNotAllowed;
import dev.slipjoint.server.edge.EdgeException.NoSuchRoute;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Every route that there is; {@code openapi.yaml} says the same, and a test compares them. */
public final class Routes {

  private static final String HANDLER = "/integrations/{slug}/handlers/{handler}";

  /** What a handler does with a method is its author's to decide. */
  private static final List<Method> HANDLERS_TAKE =
      List.of(GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS);

  private Routes() {}

  /** The routes in reading order. */
  public static List<Route> all(
      IntegrationResource sites,
      IntegrationResource teams,
      DoctorResource siteDoctor,
      DoctorResource teamDoctor,
      CallHealthResource callHealth,
      LifecycleResource siteLifecycle,
      LifecycleResource teamLifecycle,
      HandlerResource siteHandlers,
      HandlerResource teamHandlers,
      OperationResource operations,
      List<Route> webhooks,
      CallerResource callers,
      HealthResource health,
      DocsResource docs) {
    String site = TargetPath.SITE.template();
    String team = TargetPath.TEAM.template();
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        List.of(
            new Route(GET, site + "/integrations", sites::list),
            new Route(GET, site + "/integrations/{slug}", sites::read),
            new Route(POST, site + "/integrations/{slug}", sites::enable),
            new Route(PUT, site + "/integrations/{slug}", sites::update),
            new Route(DELETE, site + "/integrations/{slug}", sites::disable),
            new Route(POST, site + "/integrations/{slug}/enable", siteLifecycle::enable),
            new Route(POST, site + "/integrations/{slug}/disable", siteLifecycle::disable),
            new Route(GET, site + "/integrations/{slug}/doctor", siteDoctor::examine),
            new Route(POST, site + "/integrations/{slug}/problems", siteDoctor::report),
            new Route(GET, site + "/integrations/{slug}/problems", siteDoctor::list),
            new Route(DELETE, site + "/integrations/{slug}/problems/{key}", siteDoctor::dismiss),
            new Route(GET, team + "/integrations", teams::list),
            new Route(GET, team + "/integrations/{slug}", teams::read),
            new Route(POST, team + "/integrations/{slug}", teams::enable),
            new Route(PUT, team + "/integrations/{slug}", teams::update),
            new Route(DELETE, team + "/integrations/{slug}", teams::disable),
            new Route(POST, team + "/integrations/{slug}/enable", teamLifecycle::enable),
            new Route(POST, team + "/integrations/{slug}/disable", teamLifecycle::disable),
            new Route(GET, team + "/integrations/{slug}/doctor", teamDoctor::examine),
            new Route(POST, team + "/integrations/{slug}/problems", teamDoctor::report),
            new Route(GET, team + "/integrations/{slug}/problems", teamDoctor::list),
            new Route(DELETE, team + "/integrations/{slug}/problems/{key}", teamDoctor::dismiss),
            new Route(GET, "/integrations/{slug}/health", callHealth::read),
            new Route(POST, "/integrations/{slug}/health/reset", callHealth::reset),
            new Route(GET, "/operations/{operationId}", operations::read),
            new Route(POST, "/operations/{operationId}/confirm", operations::confirm),
            new Route(POST, "/operations/{operationId}/reject", operations::reject),
            new Route(GET, "/caller", callers::introduce),
            new Route(GET, "/health/live", health::live),
            new Route(GET, "/health/ready", health::ready),
            new Route(GET, "/docs", docs::page),
            new Route(GET, "/docs/{asset}", docs::asset),
            new Route(GET, "/openapi.yaml", docs::specification)));
    for (Method method : HANDLERS_TAKE) {
      routes.add(new Route(method, site + HANDLER, siteHandlers::call));
      routes.add(new Route(method, team + HANDLER, teamHandlers::call));
    }
    routes.addAll(webhooks);
    return List.copyOf(routes);
  }

  /** What operators are told, at a port of their own. */
  public static List<Route> ofManagement(HealthResource health, MetricsResource metrics) {
    return List.of(
        new Route(GET, "/metrics", metrics::read),
        new Route(GET, "/health/live", health::live),
        new Route(GET, "/health/ready", health::ready));
  }

  /** Registers the routes, and refusals for whatever they don't take. */
  public static void register(HttpRouting.Builder routing, List<Route> routes) {
    routes.forEach(it -> routing.route(it.method(), it.path(), it.handler()));
    routes.stream()
        .collect(
            groupingBy(
                Route::path, LinkedHashMap::new, mapping(it -> it.method().text(), toList())))
        .forEach(
            (path, methods) ->
                routing.any(
                    path,
                    (req, res) -> {
                      throw new MethodNotAllowed(methods);
                    }));
    routing.any(
        (req, res) -> {
          throw new NoSuchRoute();
        });
  }
}
