package dev.slipjoint.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handlers of one integration by name. Netlify: a handler that is added twice, or under a
 * built-in name, silently replaces the first.
 */
final class Handlers {
  static final String ON_ENABLE = "on-enable";
  static final String ON_DISABLE = "on-disable";
  static final String ON_DISCONNECT = "on-disconnect";

  private static final Set<String> BUILT_IN =
      Set.of(ON_ENABLE, ON_DISABLE, ON_DISCONNECT, "build-context");

  private final Map<String, NamedHandler> byName = new ConcurrentHashMap<>();
  private boolean frozen;

  Handlers(IntegrationSettings settings) {
    byName.put(
        ON_ENABLE,
        new OnEnable(settings.connector(), settings.buildEventHandlers(), Optional.empty()));
    byName.put(ON_DISABLE, new OnDisable(Optional.empty()));
    byName.put(ON_DISCONNECT, new OnDisconnect(Optional.empty()));
  }

  Optional<NamedHandler> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  synchronized void add(String name, ApiHandler handler) {
    checkNotFrozen();
    if (!HandlerPath.isName(name)) {
      throw new IllegalArgumentException(
          "A handler's name must be 1 to 64 characters out of A-Z, a-z, 0-9, _ and -");
    }
    if (BUILT_IN.contains(name)) {
      throw new IllegalArgumentException(
          "The name "
              + name
              + " is built in: choose another, or use onEnable, onDisable or"
              + " onDisconnect");
    }
    if (byName.putIfAbsent(name, new ApiCall(handler)) != null) {
      throw new IllegalArgumentException("There is a handler " + name + " already");
    }
  }

  /** Puts the author's code into a lifecycle handler that has none. */
  synchronized void customise(String name, NamedHandler custom) {
    checkNotFrozen();
    if (find(name).filter(NamedHandler::runsAuthorsCode).isPresent()) {
      throw new IllegalArgumentException("There is code for " + name + " already");
    }
    byName.put(name, custom);
  }

  synchronized void freeze() {
    frozen = true;
  }

  private void checkNotFrozen() {
    if (frozen) {
      throw new IllegalStateException(
          "This integration is being served: add its handlers before serve()");
    }
  }
}
