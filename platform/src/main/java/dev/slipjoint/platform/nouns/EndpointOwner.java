package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;

/** Whose endpoint it is, which says what it is told of. */
public sealed interface EndpointOwner {

  /** Told of everything that happens in the team. */
  record OfTeam(TeamId team) implements EndpointOwner {}

  /** Told of everything that happens to the integration, whichever team it happens in. */
  record OfIntegration(Slug slug) implements EndpointOwner {}

  /** How it is called in the journal and in answers: {@code team/team-acme}. */
  default String label() {
    return switch (this) {
      case OfTeam(TeamId team) -> "team/" + team;
      case OfIntegration(Slug slug) -> "integrations/" + slug;
    };
  }
}
