package dev.slipjoint.conformance;

import static dev.slipjoint.conformance.RunningPlatform.ON_SITE;
import static dev.slipjoint.conformance.RunningPlatform.OWNER;
import static dev.slipjoint.conformance.RunningPlatform.SITE;
import static dev.slipjoint.conformance.RunningPlatform.SLUG;
import static dev.slipjoint.conformance.RunningPlatform.STRANGER;
import static dev.slipjoint.conformance.RunningPlatform.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code slipjoint doctor}, as it is packaged. */
class DoctorCommandTest {
  @TempDir private static Path folder;

  private static RunningPlatform platform;

  @BeforeAll
  static void aPlatformRuns() throws IOException {
    Repository.packagedProgram();
    platform = RunningPlatform.in(folder);
  }

  @AfterAll
  static void itStops() {
    platform.close();
  }

  private static Program doctor(Map<String, String> variables, String... more) {
    List<String> arguments = new ArrayList<>(List.of("doctor", "site/" + SITE, SLUG));
    arguments.addAll(List.of(more));
    return Program.slipjoint(folder, variables, arguments.toArray(String[]::new));
  }

  @Test
  void itEndsWithOneIfThereIsSomethingToDoAndWithZeroIfNot() {
    String url = platform.url().toString();
    platform.ask("DELETE", ON_SITE, OWNER);
    String token = platform.ask("POST", ON_SITE, OWNER).json().string("token");
    try (Program well = doctor(Map.of("SLIPJOINT_TOKEN", VIEWER), "--url", url)) {
      assertThat(well.exit()).as(well.toString()).isZero();
      assertThat(well.out().getFirst()).isEqualTo(SLUG + " on site/" + SITE + " is enabled");
      assertThat(well.toString()).contains("by ada (owner)").doesNotContain(token, VIEWER);
    }
    platform.ask(
        "POST",
        ON_SITE + "/problems",
        token,
        "{\"key\":\"no-quota\",\"message\":\"It is used up.\",\"critical\":true}");
    try (Program ill = doctor(Map.of(), "--url", url + "/", "--token", VIEWER)) {
      assertThat(ill.exit()).as(ill.toString()).isEqualTo(1);
      assertThat(ill.out())
          .anyMatch(it -> it.startsWith("! ") && it.endsWith("(problem_critical)"));
    }
  }

  @Test
  void whatGoesWrongIsASentence() {
    String url = platform.url().toString();
    try (Program refused = doctor(Map.of("SLIPJOINT_TOKEN", STRANGER), "--url", url);
        Program nobody = doctor(Map.of(), "--url", url);
        Program nowhere =
            doctor(Map.of("SLIPJOINT_TOKEN", VIEWER), "--url", "http://127.0.0.1:1")) {
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .containsExactly("slipjoint: The server answers 404: There is no site site-www here.");
      assertThat(nobody.exit()).isEqualTo(1);
      assertThat(nobody.err()).hasSize(1).first().asString().contains("SLIPJOINT_TOKEN");
      assertThat(nowhere.exit()).isEqualTo(1);
      assertThat(nowhere.err()).hasSize(1).first().asString().contains("no answer from");
    }
  }
}
