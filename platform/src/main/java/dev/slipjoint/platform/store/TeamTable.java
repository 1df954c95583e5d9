package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.util.Optional;

/** Teams by id, with who is in them and which sites they have. */
public interface TeamTable {

  /** The team of that id. */
  Optional<Team> find(TeamId id);

  /** Adds the team, or replaces the one of that id. */
  void put(Team team);

  /** What that user is in that team, if anything. */
  Optional<Role> role(TeamId team, UserId user);

  /** Gives a user a place in a team, or another one. */
  void put(Member member);

  /** The site of that id, whichever team has it. */
  Optional<Site> findSite(SiteId id);

  /** Adds the site, or replaces the one of that id. */
  void put(Site site);
}
