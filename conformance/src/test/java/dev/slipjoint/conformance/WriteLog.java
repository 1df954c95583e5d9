package dev.slipjoint.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipjoint.conformance.WriteHistory.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What was asked of a server and what it answered, written down by the one who asks, in a file that
 * the server has nothing to do with. {@link WriteHistory} reads it.
 */
final class WriteLog implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;
  private long numbers;

  private WriteLog(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  static WriteLog in(Path folder) throws IOException {
    Path file = folder.resolve("writes.log");
    return new WriteLog(file, Files.newBufferedWriter(file));
  }

  /** A number for the next write. */
  synchronized long next() {
    return ++numbers;
  }

  /** Before it is sent: what is to be there afterwards, by its mark. */
  void asked(long number, String key, String mark) {
    line("asked " + number + " " + key + " " + mark);
  }

  /** It was acknowledged. */
  void kept(long number) {
    line("kept " + number);
  }

  /** There was no answer, or none that says whether it was done. */
  void unknown(long number) {
    line("unknown " + number);
  }

  /** What was there when somebody looked: from now on it is what is known. */
  void found(Map<String, String> marks) {
    marks.forEach((key, mark) -> line("found " + key + " " + mark));
  }

  /** Compares what is there with what was acknowledged, and goes on from it. */
  Verdict check(Map<String, String> found) {
    Verdict verdict = history().judge(found);
    assertThat(verdict).as(verdict.toString()).matches(Verdict::isGood);
    found(found);
    return verdict;
  }

  WriteHistory history() {
    try {
      synchronized (this) {
        out.flush();
      }
      return WriteHistory.of(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void line(String line) {
    try {
      out.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
