package dev.slipjoint.server;

import java.util.ArrayList;
import java.util.List;

/** An operation, how the integration behaves, and what somebody else asks for meanwhile. */
record Scenario(Behaviour behaviour, Kind kind, Rival rival, Moment moment) {

  /** What the operation is. */
  enum Kind {
    ENABLE,
    DISABLE;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What somebody else asks for. */
  enum Rival {
    NOBODY("", "", ""),
    POSTS("POST", "", "{\"config\":{\"by\":\"rival\"}}"),
    PUTS("PUT", "", "{\"config\":{\"by\":\"rival\"}}"),
    DELETES("DELETE", "", ""),
    ENABLES("POST", "/enable", ""),
    DISABLES("POST", "/disable", ""),
    FORCES("POST", "/disable", "{\"force\":true}");

    private final String method;
    private final String route;
    private final String body;

    Rival(String method, String route, String body) {
      this.method = method;
      this.route = route;
      this.body = body;
    }

    Reply asks(Asker asker, String path) {
      return asker.send(method, path + route, body);
    }

    boolean mayEnable() {
      return this == POSTS || this == ENABLES;
    }
  }

  /** When somebody else asks. */
  enum Moment {
    /** At the same time. */
    AT_ONCE,
    /** While the integration is being called for the first time. */
    WITHIN,
    /** Once the operation was answered. */
    AFTER
  }

  /** All that there are. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (Rival rival : Rival.values()) {
      for (Moment moment : Moment.values()) {
        for (Kind kind : Kind.values()) {
          for (Behaviour behaviour : Behaviour.values()) {
            if (rival != Rival.NOBODY || moment == Moment.AT_ONCE) {
              all.add(new Scenario(behaviour, kind, rival, moment));
            }
          }
        }
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return behaviour + " " + kind + " " + rival + (rival == Rival.NOBODY ? "" : " " + moment);
  }
}
