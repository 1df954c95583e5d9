package dev.slipjoint.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies messages as Standard Webhooks says: an HMAC with SHA-256 of {@code
 * id.timestamp.payload}.
 */
public final class MessageSignature {
  private static final String VERSION = "v1,";

  /** A dot in an id would let the same text be cut in two ways. */
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e&&[^.]]{1,256}");

  private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,12}");

  private MessageSignature() {}

  /**
   * The text of {@link WireHeaders#WEBHOOK_SIGNATURE}: one signature for each secret.
   *
   * @param timestamp in seconds since 1970, the text of {@link WireHeaders#WEBHOOK_TIMESTAMP}
   * @throws IllegalArgumentException if the id can't stand in a signed message, or there is no
   *     secret
   */
  public static String sign(
      List<SigningSecret> secrets, String id, long timestamp, String payload) {
    if (secrets.isEmpty() || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "A message is signed with at least one secret, and its id holds no dots and no blanks");
    }
    return secrets.stream()
        .map(secret -> signature(secret, id, Long.toString(timestamp), payload))
        .collect(Collectors.joining(" "));
  }

  /**
   * Whether one of the signatures was made with one of the secrets, and not longer ago, or later,
   * than is tolerated. How long this takes says nothing about how much of a signature is right.
   */
  public static boolean verify(
      List<SigningSecret> secrets,
      String id,
      String timestamp,
      String signatures,
      String payload,
      Instant now,
      Duration tolerance) {
    if (!ID.matcher(id).matches() || !isNear(timestamp, now, tolerance)) {
      return false;
    }
    List<byte[]> offered =
        Stream.of(signatures.split(" ", -1)).map(MessageSignature::utf8).toList();
    return secrets.stream()
        .map(secret -> utf8(signature(secret, id, timestamp, payload)))
        .anyMatch(ours -> offered.stream().anyMatch(theirs -> MessageDigest.isEqual(ours, theirs)));
  }

  private static boolean isNear(String timestamp, Instant now, Duration tolerance) {
    return TIMESTAMP.matcher(timestamp).matches()
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(tolerance)
            <= 0;
  }

  private static String signature(
      SigningSecret secret, String id, String timestamp, String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.key(), "HmacSHA256"));
      byte[] signed = mac.doFinal(utf8(id + "." + timestamp + "." + payload));
      return VERSION + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
