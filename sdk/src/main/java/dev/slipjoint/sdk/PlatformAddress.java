package dev.slipjoint.sdk;

import java.net.URI;
import java.net.URISyntaxException;

/** The platform's address: what routes are appended to. */
final class PlatformAddress {
  private PlatformAddress() {}

  static URI parsed(String source, String text) {
    try {
      return checked(new URI(text.strip()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          source + " must be the platform's address, such as http://127.0.0.1:8484", e);
    }
  }

  /** Without a slash at its end; it is shown in messages, so it must hold no password. */
  static URI checked(URI address) {
    boolean web =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    if (!web
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The platform's address must be http://host or https://host, with a port and a path where"
              + " need be, and nothing else");
    }
    String text = address.toString();
    return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : address;
  }
}
