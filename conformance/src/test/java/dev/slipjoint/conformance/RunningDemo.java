package dev.slipjoint.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code slipjoint demo} as a process, up to the point at which its lines can be pasted. */
final class RunningDemo implements AutoCloseable {
  static final int PLATFORM_PORT = 8484;
  static final int INTEGRATION_PORT = 9000;

  private final Path folder;
  private final Program program;

  private RunningDemo(Path folder, Program program) {
    this.folder = folder;
    this.program = program;
  }

  static RunningDemo in(Path folder) {
    Program program = Program.slipjoint(folder, Map.of(), "demo");
    try {
      program.awaitLine(it -> it.startsWith("What reaches the integration"));
      return new RunningDemo(folder, program);
    } catch (Throwable e) {
      program.close();
      throw e;
    }
  }

  /** Where it may leave temporary files. */
  Path folder() {
    return folder;
  }

  Program program() {
    return program;
  }

  /** The lines to paste: enable, set, read, disable. */
  List<String> lines() {
    return program.out().stream().map(String::strip).filter(it -> it.startsWith("curl ")).toList();
  }

  int platformPort() {
    return port("  platform ");
  }

  int integrationPort() {
    return port("  integration ");
  }

  private int port(String label) {
    String line = program.awaitLine(it -> it.startsWith(label));
    Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)").matcher(line);
    if (!url.find()) {
      throw new AssertionError("No address in: " + line);
    }
    return Integer.parseInt(url.group(1));
  }

  @Override
  public void close() {
    program.close();
  }
}
