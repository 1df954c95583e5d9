package dev.slipjoint.server.file;

import dev.slipjoint.platform.access.TokenText;
import dev.slipjoint.platform.nouns.Role;
import dev.slipjoint.platform.nouns.Secret;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.SigningSecret;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/**
 * How the single values of a platform file are spelled. What isn't is refused by an
 * IllegalArgumentException whose message is a sentence without its full stop, and never the value.
 */
final class Spelling {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_DESCRIPTION = 1000;
  private static final int SHORTEST_SECRET = 16;

  private Spelling() {}

  static TeamId teamId(String text) {
    return new TeamId(unreserved(text, TeamId.RESERVED));
  }

  static Slug slug(String text) {
    return new Slug(unreserved(text, Slug.RESERVED));
  }

  private static String unreserved(String word, Set<String> reserved) {
    if (reserved.contains(word)) {
      throw new IllegalArgumentException(
          "\"%s\" is reserved: routes use this word".formatted(word));
    }
    return word;
  }

  static String name(String text) {
    return visible("A name", text, LONGEST_NAME);
  }

  static String email(String text) {
    return visible("An email address", text, LONGEST_EMAIL);
  }

  /** What people see; control and format characters would let it look like something else. */
  private static String visible(String what, String text, int longest) {
    boolean hidden =
        text.codePoints()
            .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    if (text.isBlank() || text.codePointCount(0, text.length()) > longest || hidden) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d visible characters".formatted(what, longest));
    }
    return text;
  }

  static String description(String text) {
    if (text.codePointCount(0, text.length()) > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          "A description must be at most %d characters".formatted(LONGEST_DESCRIPTION));
    }
    return text;
  }

  static URI url(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Its message quotes the text, which may hold a password.
    }
    throw new IllegalArgumentException(
        "A url must begin with http:// or https:// and name a host, without a user or password");
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("This must be true or false");
    };
  }

  static Secret token(String text) {
    if (!TokenText.isPlausible(text)) {
      throw new IllegalArgumentException(
          "A token must be 20 to 200 visible ASCII characters other than = and ;,"
              + " and whole if it begins with slip, a letter and _");
    }
    return new Secret(text);
  }

  static Secret secret(String text) {
    if (text.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "A secret must have at least %d characters".formatted(SHORTEST_SECRET));
    }
    return new Secret(new SigningSecret(text).text());
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("A time must look like 2027-01-01T00:00:00Z", e);
    }
  }

  static Role role(String text) {
    return Role.ofWireName(text)
        .orElseThrow(() -> new IllegalArgumentException("A role is owner, developer or viewer"));
  }

  static Level level(String text) {
    return Level.ofWireName(text)
        .orElseThrow(() -> new IllegalArgumentException("A level is site, team or team-and-site"));
  }

  static Visibility visibility(String text) {
    return Visibility.ofWireName(text)
        .orElseThrow(() -> new IllegalArgumentException("A visibility is public or private"));
  }

  static Scopes allScopes(String text) {
    if (!text.equals(Scopes.ALL.wireName())) {
      throw new IllegalArgumentException("Scopes are the word all, or a list");
    }
    return Scopes.ALL;
  }

  static Scopes scope(String text) {
    return Scopes.ofWireNames(List.of(text));
  }
}
