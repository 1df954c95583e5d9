package dev.slipjoint.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What may be there according to the lines of a {@link WriteLog}. Each key has one writer, which
 * waits for its answer: so what must be there is what was acknowledged last, or one of the writes
 * since of which nothing is known.
 */
final class WriteHistory {

  /** What was found, against what may be there. */
  record Verdict(int kept, int unknownButThere, List<String> lost, List<String> invented) {
    boolean isGood() {
      return lost.isEmpty() && invented.isEmpty();
    }
  }

  private static final class Known {
    private String last = MarkedContext.GONE;
    private final Set<String> unknownSince = new HashSet<>();
    private final Set<String> ever = new HashSet<>(Set.of(MarkedContext.GONE));

    void is(String mark) {
      last = mark;
      unknownSince.clear();
    }
  }

  private record Asked(String key, String mark) {}

  private final Map<String, Known> keys = new TreeMap<>();
  private final Map<String, Asked> open = new HashMap<>();
  private int acknowledged;

  private WriteHistory() {}

  static WriteHistory of(List<String> lines) {
    WriteHistory history = new WriteHistory();
    lines.forEach(it -> history.take(it.split(" ")));
    // Nobody wrote down how these went: the log itself was cut off.
    List.copyOf(history.open.keySet()).forEach(it -> history.take("unknown", it));
    return history;
  }

  private void take(String... words) {
    switch (words[0]) {
      case "asked" -> {
        known(words[2]).ever.add(words[3]);
        open.put(words[1], new Asked(words[2], words[3]));
      }
      case "kept" -> {
        Asked asked = open.remove(words[1]);
        known(asked.key()).is(asked.mark());
        acknowledged++;
      }
      case "unknown" -> {
        Asked asked = open.remove(words[1]);
        known(asked.key()).unknownSince.add(asked.mark());
      }
      case "found" -> known(words[1]).is(words[2]);
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  private Known known(String key) {
    return keys.computeIfAbsent(key, it -> new Known());
  }

  /** How many writes were acknowledged. */
  int acknowledged() {
    return acknowledged;
  }

  /** Every key that was ever written to. */
  Set<String> keys() {
    return keys.keySet();
  }

  /** Compares it with what is there, by key. */
  Verdict judge(Map<String, String> found) {
    int kept = 0;
    int unknownButThere = 0;
    List<String> lost = new ArrayList<>();
    List<String> invented = new ArrayList<>();
    for (Map.Entry<String, Known> entry : keys.entrySet()) {
      Known known = entry.getValue();
      String is = found.getOrDefault(entry.getKey(), MarkedContext.GONE);
      String told = "%s: acknowledged %s, found %s".formatted(entry.getKey(), known.last, is);
      if (is.equals(known.last)) {
        kept++;
      } else if (known.unknownSince.contains(is)) {
        unknownButThere++;
      } else if (known.ever.contains(is)) {
        lost.add(told);
      } else {
        invented.add(told);
      }
    }
    return new Verdict(kept, unknownButThere, lost, invented);
  }
}
