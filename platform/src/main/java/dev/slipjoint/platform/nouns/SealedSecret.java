package dev.slipjoint.platform.nouns;

/** A secret that is encrypted under the platform's master key, as text. */
public record SealedSecret(String text) {

  @Override
  public String toString() {
    return "SealedSecret[***]";
  }
}
