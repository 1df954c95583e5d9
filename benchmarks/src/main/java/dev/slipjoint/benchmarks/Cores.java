package dev.slipjoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the processes run: the server on a core of its own, so that the others take nothing from
 * it, where {@code taskset} can see to that.
 *
 * @param count how many this machine lets us have
 * @param pinned whether it can
 * @param server the server's core
 * @param others the core of the integration and of the generator
 */
record Cores(int count, boolean pinned, int server, int others) {

  static Cores find() {
    int count = Runtime.getRuntime().availableProcessors();
    List<Integer> allowed = allowed();
    return allowed.size() < 2 || !Tool.isThere("taskset")
        ? new Cores(count, false, 0, 0)
        : new Cores(count, true, allowed.get(0), allowed.get(1));
  }

  /** The cores that this process may use, such as {@code 0-3,8}; none where nobody says. */
  private static List<Integer> allowed() {
    List<Integer> cores = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Cpus_allowed_list:")) {
          for (String range : line.substring(line.indexOf(':') + 1).strip().split(",", -1)) {
            int[] ends = Arrays.stream(range.split("-", -1)).mapToInt(Integer::parseInt).toArray();
            for (int core = ends[0]; core <= ends[ends.length - 1]; core++) {
              cores.add(core);
            }
          }
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return cores;
  }

  /** A command that runs on one core. */
  List<String> on(int core, List<String> command) {
    List<String> pinnedCommand = new ArrayList<>();
    if (pinned) {
      pinnedCommand.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    pinnedCommand.addAll(command);
    return pinnedCommand;
  }

  /** Moves this process, with all its threads. */
  void moveHere() throws IOException, InterruptedException {
    if (pinned) {
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("taskset", "-acp", Integer.toString(others), pid)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  @Override
  public String toString() {
    return pinned
        ? "server on core %d, integration and generator on core %d (taskset)"
            .formatted(server, others)
        : "not pinned to cores: there is no taskset, or only one core";
  }
}
