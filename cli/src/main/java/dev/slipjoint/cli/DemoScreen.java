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
    paste("enable", "-X POST ", platform, "/enable", ownerToken);
    paste("set", "-X POST ", platform, "/handlers/cool-function", ownerToken);
    paste("read", "", platform, "/handlers/read-function", ownerToken);
    paste("disable", "-X POST ", platform, "/disable", ownerToken);
    if (platform.getPort() != usualPort) {
      out.printf("Port %d is taken here: the README's lines need P=%s%n%n", usualPort, platform);
    }
    out.println("What reaches the integration, which never sees the token above:");
    out.println();
    out.flush();
  }

  private void paste(String what, String options, URI platform, String rest, String token) {
    out.printf(
        "  %s%n  curl -sS -w '\\n"
            + "' %s-H 'netlify-token: %s' %s/site/site-www/integrations/cool-integration%s%n%n",
        what, options, token, platform, rest);
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
