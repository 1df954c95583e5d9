package dev.slipjoint.server.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator lets the server call beyond public addresses: {@code 127.0.0.1}, {@code
 * 10.1.0.0/16}, {@code [::1]}, {@code [fd00::/8]}, each with a port or with any.
 */
public final class PrivateAddresses {
  private static final Pattern ENTRY =
      Pattern.compile("(?:\\[(?<six>[^\\[\\]]+)]|(?<four>[0-9./]+))(?::(?<port>[0-9]{1,5}))?");
  private static final PrivateAddresses NONE = new PrivateAddresses(List.of());

  private final List<Entry> entries;

  private record Entry(AddressRange range, OptionalInt port) {
    boolean opens(int wanted) {
      return port.isEmpty() || port.getAsInt() == wanted;
    }
  }

  private PrivateAddresses(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Nothing is allowed. */
  public static PrivateAddresses none() {
    return NONE;
  }

  /**
   * Reads entries with commas between them; an empty text has none.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static PrivateAddresses parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    List<Entry> entries = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      entries.add(entry(entry.strip()));
    }
    return new PrivateAddresses(entries);
  }

  private static Entry entry(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      throw refused(text, "Write 127.0.0.1, 10.1.0.0/16, [::1] or [fd00::/8], and :9000 after it.");
    }
    String address = entry.group("six") == null ? entry.group("four") : entry.group("six");
    if ((entry.group("six") == null) == address.contains(":")) {
      throw refused(text, "An IPv6 address stands in brackets, and no other does.");
    }
    try {
      return new Entry(AddressRange.parse(address), port(entry));
    } catch (IllegalArgumentException e) {
      throw refused(text, Objects.requireNonNull(e.getMessage()));
    }
  }

  private static OptionalInt port(Matcher entry) {
    if (entry.group("port") == null) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(entry.group("port"));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is from 1 to 65535.");
    }
    return OptionalInt.of(port);
  }

  private static IllegalArgumentException refused(String entry, String sentence) {
    return new IllegalArgumentException("\"%s\" can't be allowed. %s".formatted(entry, sentence));
  }

  /** Whether a port of an address may be called. */
  boolean allows(InetAddress address, int port) {
    return !SpecialRanges.carriesAnother(address)
        && entries.stream().anyMatch(it -> it.opens(port) && it.range().contains(address));
  }

  /** Whether a port may be called somewhere. */
  boolean opens(int port) {
    return entries.stream().anyMatch(it -> it.opens(port));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PrivateAddresses that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
