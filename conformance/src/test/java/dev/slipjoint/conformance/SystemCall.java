package dev.slipjoint.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call in strace's output.
 *
 * @param name what was called
 * @param text its arguments, the contents of buffers included
 * @param result what it returned
 * @param injected whether strace made it up, and the kernel did nothing
 * @param entered the line on which it began
 * @param left the line on which it had ended, the same one if nothing happened in between
 */
record SystemCall(
    String name, String text, String result, boolean injected, int entered, int left) {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<thread>\\d+) +[0-9:.]+ (?:<\\.\\.\\. \\w+"
              + " resumed>(?<rest>.*)|(?<name>\\w+)\\((?<text>.*))");
  private static final Pattern ENDED =
      Pattern.compile("(?<text>.*)\\) += (?<result>\\S+)(?<note>.*)");
  private static final Pattern FILE = Pattern.compile("\\d+<([^>]*)>.*");
  private static final String UNFINISHED = " <unfinished ...>";

  private record Begun(String name, String text, int line) {}

  /** Reads the output of {@code strace -f -tt -y -o}, in the order in which the calls began. */
  static List<SystemCall> in(Path output) throws IOException {
    List<SystemCall> calls = new ArrayList<>();
    Map<String, Begun> unfinished = new HashMap<>();
    List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches()) {
        take(line, i, unfinished, calls);
      }
    }
    calls.sort(Comparator.comparingInt(SystemCall::entered));
    return calls;
  }

  private static void take(
      Matcher line, int number, Map<String, Begun> unfinished, List<SystemCall> calls) {
    String thread = line.group("thread");
    if (line.group("name") == null) {
      Begun begun = unfinished.remove(thread);
      if (begun != null) {
        add(
            new Begun(begun.name(), begun.text() + line.group("rest"), begun.line()),
            number,
            calls);
      }
      return;
    }
    String text = line.group("text");
    if (text.endsWith(UNFINISHED)) {
      String soFar = text.substring(0, text.length() - UNFINISHED.length());
      unfinished.put(thread, new Begun(line.group("name"), soFar, number));
    } else {
      add(new Begun(line.group("name"), text, number), number, calls);
    }
  }

  private static void add(Begun begun, int left, List<SystemCall> calls) {
    Matcher ended = ENDED.matcher(begun.text());
    if (ended.matches()) {
      calls.add(
          new SystemCall(
              begun.name(),
              ended.group("text"),
              ended.group("result"),
              ended.group("note").contains("INJECTED"),
              begun.line(),
              left));
    }
  }

  /** The file or the socket that it was about; empty if there is none. */
  String file() {
    Matcher file = FILE.matcher(text);
    return file.matches() ? file.group(1) : "";
  }

  boolean isOn(String ending) {
    return file().endsWith(ending);
  }

  boolean isOneOf(String... names) {
    return List.of(names).contains(name);
  }

  /** The bytes that were read or written, as far as strace shows them. */
  byte[] buffer() {
    int begin = text.indexOf('"') + 1;
    return begin == 0 ? new byte[0] : unescaped(text.substring(begin, text.lastIndexOf('"')));
  }

  /** As in C: a backslash and up to three octal digits, or one of a few letters. */
  private static byte[] unescaped(String escaped) {
    return Pattern.compile("\\\\([0-7]{1,3}|.)")
        .matcher(escaped)
        .replaceAll(it -> Matcher.quoteReplacement(String.valueOf(unescapedOne(it.group(1)))))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static char unescapedOne(String code) {
    return switch (code) {
      case "n" -> '\n';
      case "r" -> '\r';
      case "t" -> '\t';
      case "v" -> 0x0b;
      case "f" -> '\f';
      default ->
          Character.isDigit(code.charAt(0)) ? (char) Integer.parseInt(code, 8) : code.charAt(0);
    };
  }
}
