package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.SigningSecret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The secrets that endpoints verify with: made here, and kept sealed because they must sign. */
public final class EndpointSecrets {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final MasterKey masterKey;

  /** Seals under the platform's master key. */
  public EndpointSecrets(MasterKey masterKey) {
    this.masterKey = masterKey;
  }

  /** Makes a new one, spelled as Standard Webhooks does. */
  public static Secret mint() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** Seals a secret for the endpoint of that id, and for no other. */
  public SealedSecret seal(Secret secret, String endpoint) {
    return masterKey.seal(secret, place(endpoint));
  }

  /**
   * What to sign for an endpoint with: its secret, and the one before it for a while. What can't be
   * opened under this master key is left out.
   */
  public List<SigningSecret> of(Endpoint endpoint, Instant now) {
    Stream<SealedSecret> previous =
        endpoint.previous().filter(it -> now.isBefore(it.until())).map(it -> it.secret()).stream();
    return Stream.concat(Stream.of(endpoint.secret()), previous)
        .flatMap(it -> masterKey.open(it, place(endpoint.id())).stream())
        .map(secret -> new SigningSecret(secret.reveal()))
        .toList();
  }

  private static String place(String endpoint) {
    return "endpoint " + endpoint;
  }
}
