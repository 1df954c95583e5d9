package dev.slipjoint.server.api;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.platform.nouns.PlatformException;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonRefused;
import dev.slipjoint.server.edge.EdgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/reference/errors.md to the refusals that there are, and the other way round. */
class ProblemsReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "errors.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| ([0-9, ]+) \\| [^|]+\\| ([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** A fact of every type that a refusal takes. */
  private static final List<Object> SAMPLES =
      List.of(
          "sample",
          7,
          List.of("GET"),
          new Slug("cool"),
          Target.site("www"),
          Level.SITE,
          Role.VIEWER,
          new IllegalStateException());

  /** What is answered before there is a request; BrokenHttpTest provokes each. */
  private static final List<String> BROKEN =
      List.of("bad_request", "uri_too_long", "http_version_not_supported");

  private record Code(String code, String status, Set<String> facts) {}

  @Test
  void everyCodeIsOnThePageWithItsStatusAndFactsAndNoOtherIs() throws IOException {
    assertThat(PAGE).as("The page that is compared with the refusals is missing").exists();

    List<Code> told =
        ROW.matcher(Files.readString(PAGE)).results().map(ProblemsReferenceTest::code).toList();

    assertThat(told).extracting(Code::code).doesNotHaveDuplicates().containsAll(BROKEN);
    assertThat(told)
        .filteredOn(it -> !BROKEN.contains(it.code()))
        .containsExactlyInAnyOrderElementsOf(answered());
  }

  private static Code code(MatchResult row) {
    return new Code(
        row.group(1),
        row.group(2),
        WORD.matcher(row.group(3))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What the code can answer; the facts of one code are those of any of its refusals. */
  private static List<Code> answered() {
    return problems().collect(groupingBy(it -> it.code() + " " + it.status())).values().stream()
        .map(
            same ->
                new Code(
                    same.getFirst().code(),
                    Integer.toString(same.getFirst().status()),
                    same.stream()
                        .flatMap(it -> it.facts().keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new))))
        .toList();
  }

  private static Stream<Problem> problems() {
    List<Problem> all = new ArrayList<>();
    refusals(PlatformException.class).map(Problems::of).forEach(all::add);
    refusals(EdgeException.class).map(Problems::of).forEach(all::add);
    Stream.of(JsonRefused.Reason.values())
        .map(it -> Problems.of(new JsonRefused(it, "/config", "Sample.")))
        .forEach(all::add);
    all.add(Problems.unexpected());
    return all.stream();
  }

  private static <T> Stream<T> refusals(Class<T> sealed) {
    return Stream.of(sealed.getPermittedSubclasses()).map(it -> sealed.cast(made(it)));
  }

  private static Object made(Class<?> refusal) {
    try {
      var constructor = refusal.getConstructors()[0];
      return constructor.newInstance(
          Stream.of(constructor.getParameterTypes()).map(ProblemsReferenceTest::sample).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("No sample of " + refusal, e);
    }
  }

  private static Object sample(Class<?> type) {
    return SAMPLES.stream()
        .filter(it -> type.isInstance(it) || (type == int.class && it instanceof Integer))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no sample of " + type));
  }
}
