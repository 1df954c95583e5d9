package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random steps of users and installations of two teams, restarts among them: a platform answers
 * what the model does. What fails is made as short as it gets, and told with its seed.
 */
class PlatformModelTest {
  private static final int STEPS = 60;

  /** What the model can say; a comparison that never meets it proves nothing about it. */
  private static final List<String> EVERY_ANSWER =
      List.of(
          "Enable 201",
          "Enable 401",
          "Enable 403",
          "Enable 404",
          "Enable 409",
          "Enable 422",
          "Read 200",
          "Read 401",
          "Read 404",
          "Replace 204",
          "Replace 401",
          "Replace 403",
          "Replace 404",
          "Switch 204",
          "Switch 401",
          "Switch 403",
          "Switch 404",
          "Disable 204",
          "Disable 401",
          "Disable 403",
          "Disable 404",
          "ListAll 200",
          "ListAll 401",
          "ListAll 404",
          "Restart 200");

  @TempDir private Path folder;
  private final Set<String> seen = new TreeSet<>();
  private int folders;

  @Test
  void aPlatformAnswersWhatTheModelDoes() {
    compare(12, this::disagreement);
  }

  /** With {@code -Dslipjoint.model.seed=…} only that one. */
  @Test
  @Tag("proof")
  void aPlatformAnswersWhatTheModelDoesForThousandsOfSteps() {
    Long seed = Long.getLong("slipjoint.model.seed");
    if (seed == null) {
      compare(150, this::disagreement);
      assertThat(seen).containsAll(EVERY_ANSWER);
    } else {
      assertAgreement(seed, this::disagreement);
    }
  }

  /** A platform that takes a switch for done and does nothing must be found out. */
  @Test
  void aPlatformThatLosesSwitchesIsFoundOutInThreeSteps() {
    Function<List<Step>, Optional<String>> check =
        steps -> disagreement(steps, it -> it instanceof Step.Switch switched && switched.on());
    List<Step> failing =
        Stream.iterate(1L, it -> it + 1)
            .limit(20)
            .map(PlatformModelTest::steps)
            .filter(it -> check.apply(it).isPresent())
            .findFirst()
            .orElseThrow(() -> new AssertionError("Nobody noticed"));

    assertThat(shrunk(failing, check)).hasSize(3);
  }

  private void compare(int runs, Function<List<Step>, Optional<String>> check) {
    long first = ThreadLocalRandom.current().nextLong(1L << 40);
    for (long seed = first; seed < first + runs; seed++) {
      assertAgreement(seed, check);
    }
    System.out.printf(
        "%d runs of %d steps, seeds from %d on, answers: %s%n", runs, STEPS, first, seen);
  }

  private static void assertAgreement(long seed, Function<List<Step>, Optional<String>> check) {
    List<Step> steps = steps(seed);
    if (check.apply(steps).isPresent()) {
      List<Step> shortest = shrunk(steps, check);
      throw new AssertionError(
          "seed %d: %s%n%s"
              .formatted(
                  seed,
                  check.apply(shortest).orElse("not again"),
                  String.join("\n", shortest.stream().map(Step::toString).toList())));
    }
  }

  private static List<Step> steps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> Step.any(random)).limit(STEPS).toList();
  }

  /** Leaves away what isn't needed for it to fail: first half of it, at last single steps. */
  private static List<Step> shrunk(
      List<Step> failing, Function<List<Step>, Optional<String>> check) {
    List<Step> left = failing;
    for (int size = failing.size() / 2; size > 0; size /= 2) {
      int from = 0;
      while (from < left.size()) {
        List<Step> fewer = new ArrayList<>(left.subList(0, from));
        fewer.addAll(left.subList(Math.min(from + size, left.size()), left.size()));
        if (check.apply(fewer).isPresent()) {
          left = fewer;
        } else {
          from += size;
        }
      }
    }
    return left;
  }

  private Optional<String> disagreement(List<Step> steps) {
    return disagreement(steps, it -> false);
  }

  private Optional<String> disagreement(List<Step> steps, Predicate<Step> lost) {
    try (PlatformRun run =
        new PlatformRun(Files.createDirectory(folder.resolve("run-" + folders++)), seen)) {
      return run.disagreement(steps, lost);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
