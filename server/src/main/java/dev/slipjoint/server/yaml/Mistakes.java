package dev.slipjoint.server.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file: collected while it is read, told together. */
public final class Mistakes {

  /** The line of a mistake that the file as a whole is. */
  public static final int WHOLE_FILE = 0;

  /**
   * One thing that is wrong.
   *
   * @param line where, from 1; {@link #WHOLE_FILE} if it is no one line
   */
  public record Mistake(int line, String sentence) {
    @Override
    public String toString() {
      return line == WHOLE_FILE ? sentence : "line " + line + ": " + sentence;
    }
  }

  private final List<Mistake> found = new ArrayList<>();

  /** Notes one. */
  public void add(int line, String sentence) {
    found.add(new Mistake(line, sentence));
  }

  /** How many there are so far. */
  public int count() {
    return found.size();
  }

  /** All of them, in the order of their lines. */
  public List<Mistake> all() {
    return found.stream().sorted(Comparator.comparingInt(Mistake::line)).toList();
  }
}
