package dev.slipjoint.platform.nouns;

import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.TeamId;
import java.net.URI;
import java.util.Optional;

/** A site. It belongs to one team at a time. */
public record Site(SiteId id, TeamId team, String name, Optional<URI> url) {}
