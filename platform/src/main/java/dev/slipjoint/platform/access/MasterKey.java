package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps what must come back as a text, and so can't be a hash, encrypted at rest: AES-256-GCM under
 * a key that is derived from the platform's master key (HKDF-Expand, RFC 5869), bound to the place
 * where it is kept. And signs what the platform alone has to believe.
 */
public final class MasterKey {

  /** Bytes of a master key. */
  public static final int LENGTH = 32;

  private static final String VERSION = "v1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;
  private final Map<String, SecretKeySpec> signing = new ConcurrentHashMap<>();
  private final SecretKeySpec sealing;

  /**
   * Takes the key.
   *
   * @throws IllegalArgumentException if it isn't {@value #LENGTH} bytes
   */
  public MasterKey(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("The master key must have " + LENGTH + " bytes");
    }
    this.key = key.clone();
    this.sealing = new SecretKeySpec(expand(key, "slipjoint sealed secret " + VERSION), "AES");
  }

  /** A new random key. */
  public static byte[] random() {
    byte[] key = new byte[LENGTH];
    RANDOM.nextBytes(key);
    return key;
  }

  /** Encrypts for one place, such as {@code integration cool-integration}. */
  public SealedSecret seal(Secret secret, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text);
      byte[] whole =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return new SealedSecret(VERSION + ":" + Base64.getEncoder().encodeToString(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM could not encrypt", e);
    }
  }

  /** Decrypts; empty if it was sealed under another key, for another place, or was changed. */
  public Optional<Secret> open(SealedSecret secret, String place) {
    if (!secret.text().startsWith(VERSION + ":")) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getDecoder().decode(secret.text().substring(VERSION.length() + 1));
      ByteBuffer parts = ByteBuffer.wrap(whole);
      byte[] nonce = new byte[NONCE_BYTES];
      parts.get(nonce);
      byte[] sealed = new byte[parts.remaining()];
      parts.get(sealed);
      byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(sealed);
      return Optional.of(new Secret(new String(text, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The HMAC-SHA256 of a text, under a key that is derived for one purpose and no other. */
  byte[] sign(String purpose, byte[] text) {
    SecretKeySpec derived =
        signing.computeIfAbsent(purpose, it -> new SecretKeySpec(expand(key, it), "HmacSHA256"));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(derived);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** The first block of HKDF-Expand, which is as long as the key that is needed. */
  private static byte[] expand(byte[] key, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(new byte[] {1});
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
