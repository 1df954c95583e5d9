package dev.slipjoint.server.api;

import dev.slipjoint.platform.installation.ListedInstallation;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.protocol.json.JsonObject;
import dev.slipjoint.protocol.json.JsonValue;
import java.net.URI;

/** One entry of a list of what is enabled. Source: docs/reference/wire.md, «List». */
final class ListAnswer {

  private ListAnswer() {}

  static JsonValue of(ListedInstallation listed) {
    Integration integration = listed.integration();
    return JsonObject.builder()
        .put("slug", integration.slug().value())
        .put("name", integration.name())
        // Netlify: the version is the address of the host, and callers append a path to it.
        .put("version", integration.url().map(ListAnswer::withoutTrailingSlash).orElse(""))
        .put("has_build", listed.installation().switches().buildHook())
        .put("has_connector", integration.connector())
        .put("enabled_at", listed.installation().enabledAt().toString())
        .build();
  }

  private static String withoutTrailingSlash(URI url) {
    return url.toString().replaceFirst("/+$", "");
  }
}
