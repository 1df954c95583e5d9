package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.protocol.UserId;
import java.util.Optional;

/** Users by id. */
public interface UserTable {

  /** The user of that id. */
  Optional<User> find(UserId id);

  /** Whether there is no user at all. */
  boolean isEmpty();

  /** Adds the user, or replaces the one of that id. */
  void put(User user);
}
