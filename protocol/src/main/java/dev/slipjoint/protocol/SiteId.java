package dev.slipjoint.protocol;

/** Names a site, over all teams. */
public record SiteId(String value) {

  /**
   * Takes an id as it stands in a URL.
   *
   * @throws IllegalArgumentException if it is not 1 to 64 of {@code A-Z a-z 0-9 _ -}
   */
  public SiteId {
    Ids.checked("A site id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
