package dev.slipjoint.server.file;

import dev.slipjoint.platform.catalog.Declaration;
import dev.slipjoint.server.yaml.Mistakes;
import dev.slipjoint.server.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a platform file: users, teams with their members and sites, and integrations. Either the
 * whole file is right, or everything that is wrong with it is told at once. What stands in for a
 * value that is wrong never leaves this package, as the file is refused.
 */
public final class PlatformFile {

  private PlatformFile() {}

  /**
   * Reads a file.
   *
   * @param variables what {@code ${NAME}} stands for
   * @throws PlatformFileRefused with everything that is wrong with it
   */
  public static Declaration read(Path file, Map<String, String> variables) {
    Mistakes mistakes = new Mistakes();
    Environment environment = new Environment(variables, mistakes);
    Optional<Declaration> declaration =
        YamlFile.read(file, mistakes)
            .map(root -> declaration(new Entry(root, environment, mistakes), mistakes));
    List<Mistakes.Mistake> all = mistakes.all();
    if (!all.isEmpty()) {
      throw new PlatformFileRefused(file, all);
    }
    return declaration.orElseThrow();
  }

  /** What is referred to is read before what refers to it, in whichever order it stands. */
  private static Declaration declaration(Entry root, Mistakes mistakes) {
    Names users = new Names("user", mistakes);
    Names teams = new Names("team", mistakes);
    Names slugs = new Names("integration", mistakes);
    UserEntries userEntries = new UserEntries(users, mistakes);
    TeamEntries teamEntries = new TeamEntries(users, teams, mistakes);
    IntegrationEntries integrationEntries = new IntegrationEntries(teams, slugs);
    root.entries("users", "a user", users).forEach(userEntries::read);
    root.entries("teams", "a team", teams).forEach(teamEntries::read);
    root.entries("integrations", "an integration", slugs).forEach(integrationEntries::read);
    root.done();
    return new Declaration(
        userEntries.declared(),
        userEntries.tokens(),
        teamEntries.declared(),
        teamEntries.members(),
        teamEntries.sites(),
        integrationEntries.declared());
  }
}
