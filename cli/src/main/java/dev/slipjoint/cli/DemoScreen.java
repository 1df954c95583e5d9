package dev.slipjoint.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the demo shows: what is running, what can be pasted, and each call as it arrives. */
final class DemoScreen {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final PrintWriter out;

  DemoScreen(PrintWriter out) {
    this.out = out;
  }

  void welcome(
      URI platform, URI integration, String ownerToken, String viewerToken, int usualPort) {
    out.printf(
        """

        Slipjoint demo. Its data is in a throw-away folder; Ctrl-C stops it and leaves nothing behind.

          platform     %s   (API reference: %s/docs)
          integration  %s   (cool-integration, a Java program of its own)
          token        %-28s   (ada, owner of team-acme, which has site-www and site-docs)
                       %s   (bob, a viewer of team-acme)

        Paste these into another terminal, one after the other:

        """,
        platform, platform, integration, ownerToken, viewerToken);
    paste("enable", "-X POST -d '{\"siteId\":\"site-www\"}'", integration, "on-enable", ownerToken);
    paste("set", "-X POST", integration, "cool-function?siteId=site-www", ownerToken);
    paste("read", "", integration, "read-function?siteId=site-www", ownerToken);
    paste("disable", "-X POST", integration, "on-disable?siteId=site-www", ownerToken);
    if (integration.getPort() != usualPort) {
      out.printf(
          "Port %d is taken here: the README's lines need I=%s/.netlify/functions/handler%n%n",
          usualPort, integration);
    }
    out.println("Calls of the integration's handlers:");
    out.println();
    out.flush();
  }

  private void paste(String what, String options, URI integration, String handler, String token) {
    String spaced = options.isEmpty() ? "" : options + " ";
    out.printf(
        "  %s%n  curl -sS -w '\\n' %s-H 'netlify-token: %s' '%s/.netlify/functions/handler/%s'%n%n",
        what, spaced, token, integration, handler);
  }

  void call(DemoCall call, String changes) {
    String target = call.site().or(call::team).orElse("-");
    out.printf(
        "  %s  %-14s %-10s %d  %6s  %s%n",
        LocalTime.now(ZoneId.systemDefault()).format(TIME),
        call.handler(),
        target,
        call.status(),
        call.took(),
        changes);
    out.flush();
  }

  /** Anything else that the integration prints, such as why a handler failed. */
  void line(String line) {
    out.println("  " + line);
    out.flush();
  }
}
