package dev.slipjoint.server.edge;

/**
 * Is told of every request, by whoever wants to count them. It is called in each, so it is quick.
 */
public interface RequestWatch {

  /** Counts nothing. */
  RequestWatch NONE = new RequestWatch() {};

  /** The route of what no route takes. */
  String UNROUTED = "none";

  /** One is being worked on. */
  default void begun() {}

  /**
   * One that had begun is answered.
   *
   * @param method as it was asked for, which may be anything
   * @param route the template of its path; {@link #UNROUTED} if there is none
   * @param nanos how long it took
   */
  default void answered(String method, String route, int status, long nanos) {}

  /** One was refused with that code of docs/reference/errors.md. */
  default void refused(String code) {}

  /** One was refused before it could be read as a request. */
  default void unreadable(int status) {}
}
