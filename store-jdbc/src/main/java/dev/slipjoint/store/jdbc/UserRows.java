package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.User;
import dev.slipjoint.platform.store.UserTable;
import dev.slipjoint.protocol.UserId;
import java.sql.SQLException;
import java.util.Optional;

/** Users as rows. */
record UserRows(Session session) implements UserTable {

  @Override
  public Optional<User> find(UserId id) {
    return session.row(
        id, UserRows::user, "SELECT id, name, email, admin FROM users WHERE id = ?", id.value());
  }

  @Override
  public boolean isEmpty() {
    return session.one(Row::text, "SELECT id FROM users LIMIT 1").isEmpty();
  }

  @Override
  public void put(User user) {
    session.execute(
        """
        INSERT INTO users (id, name, email, admin) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
        SET name = excluded.name, email = excluded.email, admin = excluded.admin
        """,
        user.id().value(),
        user.name(),
        user.email(),
        user.admin());
    session.changed(user.id());
  }

  private static User user(Row row) throws SQLException {
    return new User(new UserId(row.text()), row.text(), row.text(), row.flag());
  }
}
