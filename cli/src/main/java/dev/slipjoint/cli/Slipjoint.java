package dev.slipjoint.cli;

import dev.slipjoint.server.ServerFailedToStart;
import dev.slipjoint.server.config.ConfigRefused;
import dev.slipjoint.server.file.PlatformFileRefused;
import dev.slipjoint.store.jdbc.StoreFailedToOpenException;
import dev.slipjoint.store.jdbc.StoreInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code slipjoint}. */
@Command(
    name = "slipjoint",
    description = "A self-hosted Integration API.",
    mixinStandardHelpOptions = true,
    versionProvider = Slipjoint.Version.class,
    subcommands = {DemoCommand.class, ServeCommand.class, ConfigCommand.class, DoctorCommand.class})
public final class Slipjoint {

  private Slipjoint() {}

  /** Runs a command and ends the process: 0 done, 1 refused with a sentence, 2 misused. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Slipjoint()).setExecutionExceptionHandler(Slipjoint::refused);
  }

  /** What an operator can mend is told in its own words; only a fault of ours shows its stack. */
  private static int refused(
      Exception refusal, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    boolean foreseen =
        refusal instanceof ConfigRefused
            || refusal instanceof PlatformFileRefused
            || refusal instanceof ServerFailedToStart
            || refusal instanceof StoreInUseException
            || refusal instanceof StoreFailedToOpenException
            || refusal instanceof DemoFailed
            || refusal instanceof DoctorFailed;
    if (!foreseen) {
      throw refusal;
    }
    commandLine.getErr().println("slipjoint: " + refusal.getMessage());
    return 1;
  }

  /** The version of this build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Slipjoint.class.getPackage().getImplementationVersion();
      return new String[] {"slipjoint " + (version == null ? "(not packaged)" : version)};
    }
  }
}
