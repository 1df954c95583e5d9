package dev.slipjoint.server.file;

import dev.slipjoint.platform.catalog.Declaration.DeclaredIntegration;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The integrations of a platform file. */
final class IntegrationEntries {
  private final Names teams;
  private final Names slugs;
  private final List<DeclaredIntegration> declared = new ArrayList<>();

  IntegrationEntries(Names teams, Names slugs) {
    this.teams = teams;
    this.slugs = slugs;
  }

  List<DeclaredIntegration> declared() {
    return declared;
  }

  void read(Entry entry) {
    Optional<Slug> slug = entry.required("slug", Spelling::slug);
    Optional<String> name = entry.required("name", Spelling::name);
    Optional<String> description = entry.optional("description", Spelling::description);
    Optional<TeamId> team = entry.required("team", TeamId::new);
    Optional<Level> level = entry.required("level", Spelling::level);
    Scopes scopes = scopes(entry);
    Optional<URI> url = entry.optional("url", Spelling::url);
    Optional<Secret> secret = entry.optional("secret", Spelling::secret);
    Optional<Secret> previousSecret = entry.optional("previousSecret", Spelling::secret);
    Optional<Visibility> visibility = entry.optional("visibility", Spelling::visibility);
    boolean buildEventHandlers = entry.flag("buildEventHandlers");
    boolean connector = entry.flag("connector");
    entry.done();
    slugs.declare(slug.map(Slug::value), entry.line("slug"));
    teams.refer(team.map(TeamId::value), entry.line("team"));
    if (slug.isPresent() && team.isPresent()) {
      Integration integration =
          new Integration(
              slug.get(),
              team.get(),
              name.orElse(""),
              description.orElse(""),
              level.orElse(Level.TEAM_AND_SITE),
              scopes,
              url,
              Optional.empty(),
              Optional.empty(),
              visibility.orElse(Visibility.PUBLIC),
              buildEventHandlers,
              connector);
      declared.add(new DeclaredIntegration(integration, secret, previousSecret));
    }
  }

  /** {@code all}, or a list; without the key, nothing beyond its own contexts. */
  private static Scopes scopes(Entry entry) {
    return entry.mapping().isList("scopes")
        ? Scopes.union(entry.each("scopes", Spelling::scope))
        : entry.optional("scopes", Spelling::allScopes).orElse(Scopes.NONE);
  }
}
