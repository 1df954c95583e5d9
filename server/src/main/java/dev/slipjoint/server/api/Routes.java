package dev.slipjoint.server.api;

import static io.helidon.http.Method.DELETE;
import static io.helidon.http.Method.GET;
import static io.helidon.http.Method.POST;
import static io.helidon.http.Method.PUT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.slipjoint.server.edge.EdgeException.MethodNotAllowed;
import dev.slipjoint.server.edge.EdgeException.NoSuchRoute;
import io.helidon.webserver.http.HttpRouting;
import java.util.LinkedHashMap;
import java.util.List;

/** Every route that there is; {@code openapi.yaml} says the same, and a test compares them. */
public final class Routes {

  private Routes() {}

  /** The routes in reading order. */
  public static List<Route> all(
      IntegrationResource sites,
      IntegrationResource teams,
      DoctorResource siteDoctor,
      DoctorResource teamDoctor,
      CallHealthResource callHealth,
      CallerResource callers,
      HealthResource health,
      DocsResource docs) {
    String site = TargetPath.SITE.template();
    String team = TargetPath.TEAM.template();
    return List.of(
        new Route(GET, site + "/integrations", sites::list),
        new Route(GET, site + "/integrations/{slug}", sites::read),
        new Route(POST, site + "/integrations/{slug}", sites::enable),
        new Route(PUT, site + "/integrations/{slug}", sites::update),
        new Route(DELETE, site + "/integrations/{slug}", sites::disable),
        new Route(GET, site + "/integrations/{slug}/doctor", siteDoctor::examine),
        new Route(POST, site + "/integrations/{slug}/problems", siteDoctor::report),
        new Route(GET, site + "/integrations/{slug}/problems", siteDoctor::list),
        new Route(DELETE, site + "/integrations/{slug}/problems/{key}", siteDoctor::dismiss),
        new Route(GET, team + "/integrations", teams::list),
        new Route(GET, team + "/integrations/{slug}", teams::read),
        new Route(POST, team + "/integrations/{slug}", teams::enable),
        new Route(PUT, team + "/integrations/{slug}", teams::update),
        new Route(DELETE, team + "/integrations/{slug}", teams::disable),
        new Route(GET, team + "/integrations/{slug}/doctor", teamDoctor::examine),
        new Route(POST, team + "/integrations/{slug}/problems", teamDoctor::report),
        new Route(GET, team + "/integrations/{slug}/problems", teamDoctor::list),
        new Route(DELETE, team + "/integrations/{slug}/problems/{key}", teamDoctor::dismiss),
        new Route(GET, "/integrations/{slug}/health", callHealth::read),
        new Route(POST, "/integrations/{slug}/health/reset", callHealth::reset),
        new Route(GET, "/caller", callers::introduce),
        new Route(GET, "/health/live", health::live),
        new Route(GET, "/health/ready", health::ready),
        new Route(GET, "/docs", docs::page),
        new Route(GET, "/docs/{asset}", docs::asset),
        new Route(GET, "/openapi.yaml", docs::specification));
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
