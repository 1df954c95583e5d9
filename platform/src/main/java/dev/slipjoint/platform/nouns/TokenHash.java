package dev.slipjoint.platform.nouns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** All that is kept of a token: the SHA-256 of its text, in hexadecimal. */
public record TokenHash(String hex) {

  /** Only ever copied: looking the algorithm up costs more than the hash of a token. */
  private static final MessageDigest SHA_256 = sha256();

  /** The hash of a token's text. */
  public static TokenHash of(Secret token) {
    try {
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      byte[] text = token.reveal().getBytes(StandardCharsets.UTF_8);
      return new TokenHash(HexFormat.of().formatHex(digest.digest(text)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The SHA-256 of this Java can't be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
