package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.Slug;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Integrations' secrets, sealed and opened: what an integration shares with the platform must come
 * back as a text, because it signs.
 */
public final class IntegrationSecrets {
  private final MasterKey masterKey;

  /** Seals under the platform's master key. */
  public IntegrationSecrets(MasterKey masterKey) {
    this.masterKey = masterKey;
  }

  /** Seals a secret for one integration, and for no other. */
  public SealedSecret seal(Secret secret, Slug slug) {
    return masterKey.seal(secret, place(slug));
  }

  /** Whether that is what was sealed for the integration. */
  public boolean isSame(SealedSecret sealed, Secret secret, Slug slug) {
    return open(sealed, slug).filter(it -> it.reveal().equals(secret.reveal())).isPresent();
  }

  /**
   * What to sign for an integration with: its secret, and the one before it while there is one.
   * Empty if it has none; one that can't be opened under this master key counts as none.
   */
  public List<SigningSecret> of(Integration integration) {
    return Stream.of(integration.secret(), integration.previousSecret())
        .flatMap(Optional::stream)
        .flatMap(it -> open(it, integration.slug()).stream())
        .map(secret -> new SigningSecret(secret.reveal()))
        .toList();
  }

  private Optional<Secret> open(SealedSecret sealed, Slug slug) {
    return masterKey.open(sealed, place(slug));
  }

  private static String place(Slug slug) {
    return "integration " + slug;
  }
}
