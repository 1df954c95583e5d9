package dev.slipjoint.platform.event;

import dev.slipjoint.platform.access.Access;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.access.Right;
import dev.slipjoint.platform.access.Standing;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.PlatformException.IntegrationNotFound;
import dev.slipjoint.platform.nouns.PlatformException.TargetNotFound;
import dev.slipjoint.platform.nouns.PlatformException.WrongTokenType;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.TeamId;

/**
 * Who may have to do with endpoints: the members of the team, or of the team that owns the
 * integration. An endpoint would outlive its installation, so no installation may.
 */
final class EndpointRights {
  private final Access access;

  EndpointRights(Access access) {
    this.access = access;
  }

  /**
   * What the caller is where the endpoints are managed.
   *
   * @throws TargetNotFound if the caller may not see the team
   * @throws IntegrationNotFound if there is none, or another team owns it
   * @throws WrongTokenType if the caller is no user
   */
  Standing on(Transaction tx, Caller caller, EndpointOwner owner, Right right) {
    Standing standing =
        switch (owner) {
          case EndpointOwner.OfTeam(TeamId team) -> access.on(tx, caller, new Target.Team(team));
          case EndpointOwner.OfIntegration(Slug slug) -> ofIntegration(tx, caller, slug);
        };
    if (standing.isIntegrations()) {
      throw new WrongTokenType();
    }
    return standing.require(right);
  }

  /** What the caller's token stands for, wherever that is. */
  Grant grant(Transaction tx, Caller caller) {
    return access.grant(tx, caller);
  }

  private Standing ofIntegration(Transaction tx, Caller caller, Slug slug) {
    Grant grant = access.grant(tx, caller);
    Integration integration =
        tx.integrations()
            .find(slug)
            .filter(it -> grant.mayMeet(slug))
            .orElseThrow(() -> new IntegrationNotFound(slug.value()));
    if (!(grant instanceof Grant.ForUser)) {
      throw new WrongTokenType();
    }
    try {
      return access.on(tx, caller, new Target.Team(integration.team()));
    } catch (TargetNotFound e) {
      throw new IntegrationNotFound(slug.value());
    }
  }
}
