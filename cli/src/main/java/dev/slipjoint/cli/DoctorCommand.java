package dev.slipjoint.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipjoint doctor}: what is the matter with an integration on a site or a team. */
@Command(
    name = "doctor",
    description = {
      "Says what is the matter with an integration on a site or a team, and what to do.",
      "It ends with 1 if there is something to do."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description = "The site or the team, such as site/site-www or team/team-acme.")
  private String target = "";

  @Parameters(index = "1", paramLabel = "SLUG", description = "The integration.")
  private String slug = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8484",
      description = "Where the server is; ${DEFAULT-VALUE} unless given.")
  private URI url = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:SLIPJOINT_TOKEN:-}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "A token of a member of the team; better given as SLIPJOINT_TOKEN.")
  private String token = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (!target.matches("(site|team)/[A-Za-z0-9_-]+") || !slug.matches("[a-z0-9-]+")) {
      throw new ParameterException(
          spec.commandLine(),
          "Name a target such as site/site-www, and the slug of an integration.");
    }
    if (token.isBlank()) {
      throw new DoctorFailed("A token of a member of the team is needed, in SLIPJOINT_TOKEN.");
    }
    String path = target + "/integrations/" + slug;
    DoctorPage page =
        new DoctorPage(
            spec.commandLine().getOut(), new DoctorQuestion(url, path, token.strip()).answer());
    page.print();
    return page.needsAction() ? 1 : 0;
  }
}
