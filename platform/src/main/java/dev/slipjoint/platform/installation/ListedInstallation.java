package dev.slipjoint.platform.installation;

import dev.slipjoint.platform.nouns.InstallationSummary;
import dev.slipjoint.platform.nouns.Integration;

/** An installation with the integration that it is of, as lists show them. */
public record ListedInstallation(InstallationSummary installation, Integration integration) {}
