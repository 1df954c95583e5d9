package dev.slipjoint.cli;

import dev.slipjoint.server.config.ConfigSources;
import dev.slipjoint.server.config.ServerConfig;
import dev.slipjoint.server.config.SettingValue;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipjoint config}: what is set, and where each value comes from. */
@Command(
    name = "config",
    description = "Shows every setting, its value and where it comes from; secrets are masked.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ServerFlags flags = new ServerFlags();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ConfigSources sources = flags.sources(System.getenv());
    ServerConfig.from(sources);
    PrintWriter out = spec.commandLine().getOut();
    for (SettingValue it : sources.effective()) {
      String text = it.text().isEmpty() ? "(none)" : it.text();
      out.printf("%-23s %-18s %s%n", it.key(), text, it.origin());
    }
    out.flush();
    return 0;
  }
}
