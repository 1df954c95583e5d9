package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.net.URI;
import java.util.Optional;

/**
 * A third party's program, as the platform knows it.
 *
 * @param team who owns it
 * @param url where its handlers run
 * @param secret what proves its host to the platform; sealed under the master key
 * @param previousSecret the secret before it, which is good as well while hosts change over
 * @param buildEventHandlers whether it has code to run in builds
 * @param connector whether it has a connector, which is a team's to switch on
 */
public record Integration(
    Slug slug,
    TeamId team,
    String name,
    String description,
    Level level,
    Scopes scopes,
    Optional<URI> url,
    Optional<SealedSecret> secret,
    Optional<SealedSecret> previousSecret,
    Visibility visibility,
    boolean buildEventHandlers,
    boolean connector) {

  /** Whether a team may find and enable it. */
  public boolean isVisibleTo(TeamId someone) {
    return visibility == Visibility.PUBLIC || team.equals(someone);
  }
}
