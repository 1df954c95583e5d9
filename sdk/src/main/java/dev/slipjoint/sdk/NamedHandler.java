package dev.slipjoint.sdk;

import java.util.Set;

/** What the runtime knows of one name: which calls it takes, where their ids are, what it does. */
sealed interface NamedHandler permits ApiCall, OnEnable, OnDisable, OnDisconnect {

  /**
   * Which methods it takes; empty for all. Netlify: lifecycle handlers take any there, so that a
   * mere link could enable something.
   */
  Set<String> methods();

  /** The ids that the call names, checked; {@link CallRefused} where it names none and must. */
  CallIds ids(HandlerEvent event);

  /** Whether the author's own code may run, which no caller reaches without rights. */
  boolean runsAuthorsCode();

  /** Answers. */
  HandlerResponse answer(HandlerEvent event, HandlerContext context) throws Exception;
}
