package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged demo, as a newcomer runs it: its lines are pasted as they are. */
class DemoTest {
  private static final Duration TO_END = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @BeforeAll
  static void whatIsNeeded() {
    Repository.packagedProgram();
    Repository.require(Repository.isOnPath("curl"), "There is no curl on the PATH.");
  }

  @Test
  void thePastedLinesEnableSetReadAndDisableAndTheScreenShowsIt() throws IOException {
    try (RunningDemo demo = RunningDemo.in(folder)) {
      List<String> lines = demo.lines();
      assertThat(lines).hasSize(4);

      assertThat(paste(lines.get(0))).contains("\"state\":\"enabled\"");
      String enabled = shown(demo, "on-enable");
      assertThat(enabled).contains("site-www", "200", "enabled");

      assertThat(paste(lines.get(1))).isEqualTo("\n");
      String set = shown(demo, "cool-function");
      assertThat(set).contains("site-www", "200", "custom_field: (none) → \"custom_value\"");

      assertThat(paste(lines.get(2))).isEqualTo("custom_value\n");
      String read = shown(demo, "read-function");
      assertThat(read).contains("site-www", "200", "nothing changed");

      assertThat(paste(lines.get(3))).contains("\"state\":\"disabled\"");
      String disabled = shown(demo, "on-disable");
      assertThat(disabled).contains("site-www", "200", "disabled, context forgotten");

      assertThat(Http.get("http://127.0.0.1:" + demo.platformPort() + "/docs").status())
          .isEqualTo(200);
      assertThat(demo.program().err()).isEmpty();
      endsWithoutATrace(demo, "INT");
    }
  }

  @Test
  void aViewersLineIsRefusedOnTheScreenToo() {
    try (RunningDemo demo = RunningDemo.in(folder)) {
      String viewer =
          Stream.of(demo.program().awaitLine(it -> it.contains("(bob, a viewer")).split(" "))
              .filter(it -> it.startsWith("demo-token-"))
              .findFirst()
              .orElseThrow();
      paste(demo.lines().get(0));

      String line = demo.lines().get(1).replaceAll("demo-token-[a-z-]+", viewer);
      assertThat(paste(line)).isEqualTo("An unhandled error occurred\n");

      assertThat(shown(demo, "cool-function")).contains("site-www", "500", "nothing changed");
      demo.program().awaitLine(it -> it.contains("insufficient_role"));
      String disable = demo.lines().get(3).replace("demo-token", "no-such-token");
      assertThat(paste(disable)).contains("\"error\":\"unauthorized\"");
    }
  }

  @Test
  void severalRunSideBySideAndALaterOneHasTheSameLines() throws IOException {
    Repository.require(
        isFree(RunningDemo.PLATFORM_PORT) && isFree(RunningDemo.INTEGRATION_PORT),
        "The ports 8484 and 9000, which the demo prefers, are taken by something else.");
    List<String> lines;
    try (RunningDemo first = RunningDemo.in(folder(1));
        RunningDemo second = RunningDemo.in(folder(2))) {
      lines = first.lines();
      assertThat(first.platformPort()).isEqualTo(RunningDemo.PLATFORM_PORT);
      assertThat(first.integrationPort()).isEqualTo(RunningDemo.INTEGRATION_PORT);
      assertThat(List.of(second.platformPort(), second.integrationPort()))
          .doesNotContain(RunningDemo.PLATFORM_PORT, RunningDemo.INTEGRATION_PORT);

      second.lines().forEach(it -> assertThat(paste(it)).doesNotContain("error"));
      shown(second, "on-disable");
      assertThat(first.program().out()).noneMatch(it -> it.contains("  on-disable "));
      endsWithoutATrace(first, "TERM");
      endsWithoutATrace(second, "TERM");
    }
    try (RunningDemo later = RunningDemo.in(folder(3))) {
      assertThat(later.lines()).isEqualTo(lines);
      assertThat(paste(lines.get(0))).contains("\"state\":\"enabled\"");
    }
  }

  private Path folder(int number) throws IOException {
    return Files.createDirectory(folder.resolve("demo-" + number));
  }

  private static void endsWithoutATrace(RunningDemo demo, String signal) {
    List<ProcessHandle> processes = demo.program().processes();
    assertThat(processes).hasSize(2);
    int platform = demo.platformPort();
    int integration = demo.integrationPort();

    demo.program().signal(signal);
    demo.program().exit(TO_END);

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(listens(platform)).isFalse();
    assertThat(listens(integration)).isFalse();
    assertThat(demo.folder()).isEmptyDirectory();
  }

  private static String paste(String line) {
    try (Program shell = Program.start(Path.of("."), Map.of(), "sh", "-c", line)) {
      assertThat(shell.exit()).as(shell.toString()).isZero();
      return String.join("\n", shell.out()) + "\n";
    }
  }

  /** The line of the latest call of that handler. */
  private static String shown(RunningDemo demo, String handler) {
    return demo.program().awaitLine(it -> it.matches("  \\d\\d:\\d\\d:\\d\\d  " + handler + " .*"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException e) {
      return false;
    }
  }
}
