package dev.slipjoint.conformance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A write that was acknowledged, by a trace of system calls.
 *
 * @param mark of its context
 * @param wasSynced whether its transaction was in the log, and a sync of the log that began
 *     afterwards had succeeded, before the answer went out
 */
record AnsweredWrite(String mark, boolean wasSynced) {
  private static final Pattern MARK = Pattern.compile("mark-\\d+-\\d+;");
  private static final int FRAME_HEADER = 24;

  /** Something on a socket: a request's mark that came, or an answer that went, on some line. */
  private record Passage(int line, String socket, Optional<String> mark) {}

  /** Every write of a marked context that was answered with 2xx. */
  static List<AnsweredWrite> in(List<SystemCall> calls) {
    List<SystemCall> log =
        calls.stream().filter(it -> it.isOneOf("pwrite64", "write") && it.isOn("-wal")).toList();
    List<SystemCall> syncs = calls.stream().filter(AnsweredWrite::isSync).toList();
    Map<String, String> askedOn = new HashMap<>();
    List<AnsweredWrite> answered = new ArrayList<>();
    for (Passage passage : passages(calls)) {
      if (passage.mark().isPresent()) {
        askedOn.put(passage.socket(), passage.mark().get());
      } else {
        String mark = askedOn.remove(passage.socket());
        if (mark != null) {
          answered.add(new AnsweredWrite(mark, wasSynced(mark, log, syncs, passage.line())));
        }
      }
    }
    return answered;
  }

  private static boolean isSync(SystemCall it) {
    return it.isOneOf("fdatasync", "fsync")
        && it.isOn("-wal")
        && it.result().equals("0")
        && !it.injected();
  }

  /** A request counts from when its bytes were there, an answer from when it began to go out. */
  private static Iterable<Passage> passages(List<SystemCall> calls) {
    Map<Integer, Passage> passages = new TreeMap<>();
    for (SystemCall it : calls) {
      if (it.file().startsWith("socket:")) {
        Matcher mark = MARK.matcher(it.text());
        if (it.isOneOf("read", "recvfrom", "recvmsg", "readv") && mark.find()) {
          passages.put(it.left(), new Passage(it.left(), it.file(), Optional.of(mark.group())));
        } else if (it.isOneOf("write", "sendto", "sendmsg", "writev")
            && it.text().contains("\"HTTP/1.1 2")) {
          passages.put(it.entered(), new Passage(it.entered(), it.file(), Optional.empty()));
        }
      }
    }
    return passages.values();
  }

  private static boolean wasSynced(
      String mark, List<SystemCall> log, List<SystemCall> syncs, int answered) {
    int page = 0;
    while (page < log.size() && !log.get(page).text().contains(mark)) {
      page++;
    }
    int last = lastOfTransaction(log, page);
    return last < log.size()
        && syncs.stream()
            .anyMatch(it -> it.entered() > log.get(last).left() && it.left() < answered);
  }

  /** The page whose header says that with it a transaction is complete, from that page on. */
  private static int lastOfTransaction(List<SystemCall> log, int page) {
    boolean commits = page > 0 && page < log.size() && commits(log.get(page - 1));
    int i = page;
    while (!commits && i + 1 < log.size()) {
      i++;
      commits = commits(log.get(i - 1));
    }
    return commits ? i : log.size();
  }

  /** A frame is a header, written by itself, and a page. The second number is 0 but in the last. */
  private static boolean commits(SystemCall write) {
    return write.result().equals(Integer.toString(FRAME_HEADER))
        && ByteBuffer.wrap(write.buffer()).getInt(4) != 0;
  }
}
