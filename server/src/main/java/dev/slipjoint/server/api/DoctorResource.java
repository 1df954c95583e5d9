package dev.slipjoint.server.api;

import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.installation.Installations;
import dev.slipjoint.platform.installation.Problems;
import dev.slipjoint.platform.installation.doctor.Doctor;
import dev.slipjoint.platform.nouns.ReportedProblem;
import dev.slipjoint.protocol.ProblemReport;
import dev.slipjoint.protocol.json.JsonArray;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonValue;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * The desk for what is the matter with installations on sites, and the one for those on teams: the
 * doctor, and what integrations report. Source: docs/reference/wire.md, «Problems» and «Doctor».
 */
public final class DoctorResource {
  private final TargetPath path;
  private final SlugPath slugs;
  private final Doctor doctor;
  private final Problems problems;
  private final Bodies bodies;

  /** Serves one kind of target. */
  public DoctorResource(
      TargetPath path,
      Installations installations,
      Doctor doctor,
      Problems problems,
      Bodies bodies) {
    this.path = path;
    this.slugs = new SlugPath(path, installations);
    this.doctor = doctor;
    this.problems = problems;
    this.bodies = bodies;
  }

  void examine(ServerRequest request, ServerResponse response) {
    Answers.json(
        response,
        200,
        DiagnosisAnswer.of(
            doctor.examine(
                Guard.caller(request), path.target(request), slugs.slug(request, Right.READ))));
  }

  void report(ServerRequest request, ServerResponse response) {
    try (Bodies.Body body = bodies.of(request)) {
      problems.report(
          Guard.caller(request),
          path.target(request),
          slugs.slug(request, Right.READ),
          () -> ProblemReport.from(body.object()));
    }
    Answers.nothing(response);
  }

  void list(ServerRequest request, ServerResponse response) {
    List<ReportedProblem> found =
        problems.list(Guard.caller(request), path.target(request), slugs.slug(request, Right.READ));
    Answers.json(response, 200, new JsonArray(found.stream().map(DoctorResource::answer).toList()));
  }

  private static JsonValue answer(ReportedProblem it) {
    return JsonObject.builder()
        .put("key", it.report().key())
        .put("message", it.report().message())
        .put("critical", it.report().critical())
        .put("count", it.count())
        .put("firstAt", it.firstAt().toString())
        .put("lastAt", it.lastAt().toString())
        .build();
  }

  void dismiss(ServerRequest request, ServerResponse response) {
    problems.dismiss(
        Guard.caller(request),
        path.target(request),
        slugs.slug(request, Right.WRITE),
        request.path().pathParameters().get("key"));
    Answers.nothing(response);
  }
}
