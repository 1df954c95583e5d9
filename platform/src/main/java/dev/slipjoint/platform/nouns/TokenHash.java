package dev.slipjoint.platform.nouns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** All that is kept of a token: the SHA-256 of its text, in hexadecimal. */
public record TokenHash(String hex) {

  /** The hash of a token's text. */
  public static TokenHash of(Secret token) {
    try {
      byte[] text = token.reveal().getBytes(StandardCharsets.UTF_8);
      return new TokenHash(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
