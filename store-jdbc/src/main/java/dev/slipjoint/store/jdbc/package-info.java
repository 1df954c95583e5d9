/**
 * The store that keeps everything the platform knows in a SQL database, through plain JDBC. {@link
 * dev.slipjoint.store.jdbc.JdbcStore} is the way in. The classes called {@code …Rows} hold all SQL,
 * which SQLite and PostgreSQL take alike; those called {@code Sqlite…} hold what is SQLite's own:
 * connections, the one writer, the lock on the folder.
 */
@NullMarked
package dev.slipjoint.store.jdbc;

import org.jspecify.annotations.NullMarked;
