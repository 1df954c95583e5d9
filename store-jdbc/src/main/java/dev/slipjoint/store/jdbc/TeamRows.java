package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.platform.store.TeamTable;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;

/** Teams, their members and their sites as rows. */
record TeamRows(Session session) implements TeamTable {

  /** The key of a member. */
  private record Seat(TeamId team, UserId user) {}

  @Override
  public Optional<Team> find(TeamId id) {
    return session.row(
        id, TeamRows::team, "SELECT id, name, slug FROM teams WHERE id = ?", id.value());
  }

  @Override
  public void put(Team team) {
    session.execute(
        """
        INSERT INTO teams (id, name, slug) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, slug = excluded.slug
        """,
        team.id().value(),
        team.name(),
        team.slug());
    session.changed(team.id());
  }

  @Override
  public Optional<Role> role(TeamId team, UserId user) {
    return session.row(
        new Seat(team, user),
        row -> Role.ofWireName(row.text()).orElseThrow(),
        "SELECT role FROM members WHERE team_id = ? AND user_id = ?",
        team.value(),
        user.value());
  }

  @Override
  public void put(Member member) {
    session.execute(
        """
        INSERT INTO members (team_id, user_id, role) VALUES (?, ?, ?)
        ON CONFLICT (team_id, user_id) DO UPDATE SET role = excluded.role
        """,
        member.team().value(),
        member.user().value(),
        member.role().wireName());
    session.changed(new Seat(member.team(), member.user()));
  }

  @Override
  public Optional<Site> findSite(SiteId id) {
    return session.row(
        id, TeamRows::site, "SELECT id, team_id, name, url FROM sites WHERE id = ?", id.value());
  }

  @Override
  public void put(Site site) {
    session.execute(
        """
        INSERT INTO sites (id, team_id, name, url) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
        SET team_id = excluded.team_id, name = excluded.name, url = excluded.url
        """,
        site.id().value(),
        site.team().value(),
        site.name(),
        site.url().map(URI::toString));
    session.changed(site.id());
  }

  private static Team team(Row row) throws SQLException {
    return new Team(new TeamId(row.text()), row.text(), row.text());
  }

  private static Site site(Row row) throws SQLException {
    return new Site(
        new SiteId(row.text()),
        new TeamId(row.text()),
        row.text(),
        row.optionalText().map(URI::create));
  }
}
