package dev.slipjoint.server.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file that may be anything: missing, a folder, much too large, or no text. */
final class FileText {
  private static final int LARGEST = 1024 * 1024;

  private FileText() {}

  /** The file's text; empty after a mistake. */
  static Optional<String> read(Path file, Mistakes mistakes) {
    if (Files.isDirectory(file)) {
      mistakes.add(Mistakes.WHOLE_FILE, "The file can't be read: it is a folder.");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        mistakes.add(Mistakes.WHOLE_FILE, "The file can't be read: it has more than 1 MiB.");
        return Optional.empty();
      }
      return decoded(bytes, mistakes);
    } catch (NoSuchFileException e) {
      mistakes.add(Mistakes.WHOLE_FILE, "The file can't be read: there is none.");
    } catch (IOException e) {
      mistakes.add(
          Mistakes.WHOLE_FILE, "The file can't be read: the system refuses it to this user.");
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(byte[] bytes, Mistakes mistakes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    boolean bad = decoder.decode(ByteBuffer.wrap(bytes), text, true).isError();
    String good = text.flip().toString();
    if (bad) {
      mistakes.add(lineAtTheEndOf(good), "This is not UTF-8.");
      return Optional.empty();
    }
    return Optional.of(good);
  }

  static int lineAtTheEndOf(String text) {
    return 1 + (int) text.chars().filter(c -> c == '\n').count();
  }
}
