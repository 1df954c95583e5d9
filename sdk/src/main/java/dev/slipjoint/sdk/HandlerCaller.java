package dev.slipjoint.sdk;

import dev.slipjoint.protocol.CallStatement;
import dev.slipjoint.protocol.CallerAnswer;
import java.util.Optional;

/** Who calls a handler. The platform has vouched for it. */
public final class HandlerCaller {

  /** What users may do on a team and its sites. */
  public enum Role {
    /** May do everything. */
    OWNER,
    /** May enable, update and disable integrations. */
    DEVELOPER,
    /** May only look. A role that this version doesn't know counts as this one. */
    VIEWER
  }

  private final String user;
  private final boolean installation;
  private final Optional<Role> role;

  private HandlerCaller(String user, boolean installation, Optional<Role> role) {
    this.user = user;
    this.installation = installation;
    this.role = role;
  }

  static HandlerCaller of(CallerAnswer answer) {
    return new HandlerCaller(
        answer.user(),
        answer.kind().equals("installation"),
        answer.role().map(HandlerCaller::role));
  }

  static HandlerCaller of(CallStatement statement) {
    return of(
        new CallerAnswer(
            statement.kind(), statement.user().value(), Optional.of(statement.role())));
  }

  private static Role role(String name) {
    return switch (name) {
      case "owner" -> Role.OWNER;
      case "developer" -> Role.DEVELOPER;
      default -> Role.VIEWER;
    };
  }

  /** The user, or the one on whose behalf the installation acts. */
  public String user() {
    return user;
  }

  /** Whether the token is the installation's own, not a user's. */
  public boolean isInstallation() {
    return installation;
  }

  /** The user's role on what the call names; empty where it names neither a site nor a team. */
  public Optional<Role> role() {
    return role;
  }

  @Override
  public String toString() {
    return "HandlerCaller[user="
        + user
        + ", isInstallation="
        + installation
        + role.map(it -> ", role=" + it).orElse("")
        + "]";
  }
}
