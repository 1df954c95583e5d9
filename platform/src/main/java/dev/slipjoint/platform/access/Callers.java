package dev.slipjoint.platform.access;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import java.util.List;
import java.util.Optional;

/**
 * Tells callers who they are, so that an integration can ask whether its caller may act where it
 * says, before any code of its own runs.
 */
public final class Callers {
  private final Store store;
  private final Access access;

  /** Works on a store. */
  public Callers(Store store, Access access) {
    this.store = store;
    this.access = access;
  }

  /**
   * Introduces the caller.
   *
   * @param slug the integration that asks, if it says so
   * @param targets where the caller wants to act: nowhere in particular, a site, a team, or a site
   *     and its team
   * @throws dev.slipjoint.platform.nouns.PlatformException.Unauthorized if the token isn't good
   * @throws TargetNotFound if the caller may not see a target, or the site isn't that team's
   * @throws IntegrationNotFound if the caller's team can't see the integration
   */
  public Introduction introduce(Caller caller, Optional<Slug> slug, List<Target> targets) {
    return store.read(
        tx -> {
          Grant grant = access.grant(tx, caller);
          List<Standing> standings =
              judged(grant, targets).stream().map(target -> access.on(tx, caller, target)).toList();
          requireOneTeam(standings);
          slug.ifPresent(it -> requireMeeting(tx, grant, standings, it));
          return new Introduction(grant, standings.stream().map(Standing::role).findFirst());
        });
  }

  /**
   * A call to a handler names the team of its site as well, which says nothing of what its token
   * reaches: if the site is reached, that is its team.
   */
  private static List<Target> judged(Grant grant, List<Target> targets) {
    return grant instanceof Grant.ForCall call && targets.size() > 1
        ? targets.stream()
            .filter(it -> !it.equals(new Target.Team(call.installation().team())))
            .toList()
        : targets;
  }

  private static void requireOneTeam(List<Standing> standings) {
    for (Standing standing : standings) {
      if (!standing.team().equals(standings.getFirst().team())) {
        throw new TargetNotFound(standing.target().toString());
      }
    }
  }

  private static void requireMeeting(
      Transaction tx, Grant grant, List<Standing> standings, Slug slug) {
    boolean meets =
        tx.integrations()
            .find(slug)
            .filter(it -> standings.stream().allMatch(there -> it.isVisibleTo(there.team())))
            .filter(it -> !standings.isEmpty() || isKnownTo(tx, grant, it))
            .isPresent();
    if (!meets || !grant.mayMeet(slug)) {
      throw new IntegrationNotFound(slug.value());
    }
  }

  /** Without a place to judge by, a private integration is known to the team that owns it. */
  private static boolean isKnownTo(Transaction tx, Grant grant, Integration integration) {
    return integration.visibility() == Visibility.PUBLIC
        || tx.teams().role(integration.team(), grant.user()).isPresent();
  }
}
