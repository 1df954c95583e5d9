package dev.slipjoint.server.file;

import dev.slipjoint.platform.nouns.Member;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Site;
import dev.slipjoint.platform.nouns.Team;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import dev.slipjoint.server.yaml.Mistakes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The teams of a platform file, with their members and sites. */
final class TeamEntries {
  private final Mistakes mistakes;
  private final Names users;
  private final Names teams;
  private final Names sites;
  private final List<Team> declared = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Site> declaredSites = new ArrayList<>();

  TeamEntries(Names users, Names teams, Mistakes mistakes) {
    this.mistakes = mistakes;
    this.users = users;
    this.teams = teams;
    this.sites = new Names("site", mistakes);
  }

  List<Team> declared() {
    return declared;
  }

  List<Member> members() {
    return members;
  }

  List<Site> sites() {
    return declaredSites;
  }

  void read(Entry entry) {
    Names inTeam = new Names("member", mistakes);
    Optional<TeamId> id = entry.required("id", Spelling::teamId);
    Optional<String> name = entry.required("name", Spelling::name);
    Optional<String> slug = entry.optional("slug", Spelling::name);
    entry.entries("members", "a member", inTeam).forEach(member -> member(id, inTeam, member));
    entry.entries("sites", "a site", sites).forEach(site -> site(id, site));
    entry.done();
    teams.declare(id.map(TeamId::value), entry.line("id"));
    id.ifPresent(it -> declared.add(new Team(it, name.orElse(""), slug.orElse(it.value()))));
  }

  private void member(Optional<TeamId> team, Names inTeam, Entry entry) {
    Optional<UserId> user = entry.required("user", UserId::new);
    Optional<Role> role = entry.required("role", Spelling::role);
    entry.done();
    inTeam.declare(user.map(UserId::value), entry.line("user"));
    users.refer(user.map(UserId::value), entry.line("user"));
    if (team.isPresent() && user.isPresent()) {
      members.add(new Member(team.get(), user.get(), role.orElse(Role.VIEWER)));
    }
  }

  private void site(Optional<TeamId> team, Entry entry) {
    Optional<SiteId> id = entry.required("id", SiteId::new);
    Optional<String> name = entry.required("name", Spelling::name);
    Optional<URI> url = entry.optional("url", Spelling::url);
    entry.done();
    sites.declare(id.map(SiteId::value), entry.line("id"));
    if (team.isPresent() && id.isPresent()) {
      declaredSites.add(new Site(id.get(), team.get(), name.orElse(""), url));
    }
  }
}
