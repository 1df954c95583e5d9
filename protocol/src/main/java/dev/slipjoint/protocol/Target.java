package dev.slipjoint.protocol;

/** Where an integration is enabled: on one site, or on a team. */
public sealed interface Target {

  /** The bare id. */
  String value();

  /** The target of a site's id. */
  static Target site(String id) {
    return new Site(new SiteId(id));
  }

  /** The target of a team's id. */
  static Target team(String id) {
    return new Team(new TeamId(id));
  }

  /** A site. */
  record Site(SiteId id) implements Target {
    @Override
    public String value() {
      return id.value();
    }

    @Override
    public String toString() {
      return "site " + id;
    }
  }

  /** A team. */
  record Team(TeamId id) implements Target {
    @Override
    public String value() {
      return id.value();
    }

    @Override
    public String toString() {
      return "team " + id;
    }
  }
}
