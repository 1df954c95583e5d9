package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Grant;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Token;
import dev.slipjoint.platform.nouns.TokenHash;
import dev.slipjoint.platform.store.TokenTable;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import dev.slipjoint.protocol.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tokens as rows. */
record TokenRows(Session session) implements TokenTable {
  private static final String USER = "user";
  private static final String INSTALLATION = "installation";

  private static final String SELECT =
      """
      SELECT hash, name, issued_at, expires_at, kind, user_id, team_id, target_kind, target_id,
        slug, generation
      FROM tokens
      """;

  @Override
  public Optional<Token> find(TokenHash hash) {
    return session.row(hash, TokenRows::token, SELECT + " WHERE hash = ?", hash.hex());
  }

  @Override
  public Optional<Token> find(UserId user, String name) {
    return session.one(
        TokenRows::token,
        SELECT + " WHERE user_id = ? AND name = ? AND kind = 'user'",
        user.value(),
        name);
  }

  @Override
  public List<Token> of(InstallationKey installation) {
    return session.list(
        TokenRows::token,
        SELECT
            + """
            WHERE kind = 'installation'
              AND team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?
            ORDER BY issued_at, hash
            """,
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value());
  }

  @Override
  public void add(Token token) {
    switch (token.grant()) {
      case Grant.ForUser grant -> addForUser(token, grant);
      case Grant.ForInstallation grant -> addForInstallation(token, grant);
      case Grant.ForCall grant ->
          throw new IllegalArgumentException("A call's token is signed, not kept");
    }
    session.changed(token.hash());
  }

  private void addForUser(Token token, Grant.ForUser grant) {
    session.execute(
        """
        INSERT INTO tokens (hash, name, issued_at, expires_at, kind, user_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        token.hash().hex(),
        token.name(),
        token.issuedAt(),
        token.expiresAt(),
        USER,
        grant.user().value());
  }

  private void addForInstallation(Token token, Grant.ForInstallation grant) {
    InstallationKey key = grant.installation();
    session.execute(
        """
        INSERT INTO tokens (hash, name, issued_at, expires_at, kind, user_id, team_id, target_kind,
          target_id, slug, generation)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        token.hash().hex(),
        token.name(),
        token.issuedAt(),
        token.expiresAt(),
        INSTALLATION,
        grant.user().value(),
        key.team().value(),
        Targets.kind(key.target()),
        key.target().value(),
        key.slug().value(),
        grant.generation());
  }

  @Override
  public void remove(TokenHash hash) {
    session.execute("DELETE FROM tokens WHERE hash = ?", hash.hex());
    session.changed(hash);
  }

  @Override
  public void removeAllOf(InstallationKey installation) {
    List<Token> all = of(installation);
    session.execute(
        """
        DELETE FROM tokens
        WHERE kind = 'installation'
          AND team_id = ? AND target_kind = ? AND target_id = ? AND slug = ?
        """,
        installation.team().value(),
        Targets.kind(installation.target()),
        installation.target().value(),
        installation.slug().value());
    all.forEach(it -> session.changed(it.hash()));
  }

  private static Token token(Row row) throws SQLException {
    var hash = new TokenHash(row.text());
    String name = row.text();
    var issuedAt = row.instant();
    var expiresAt = row.optionalInstant();
    return new Token(hash, name, grant(row), issuedAt, expiresAt);
  }

  private static Grant grant(Row row) throws SQLException {
    String kind = row.text();
    UserId user = new UserId(row.text());
    return switch (kind) {
      case USER -> new Grant.ForUser(user);
      case INSTALLATION -> new Grant.ForInstallation(key(row), row.number(), user);
      default -> throw new IllegalStateException("The database holds a token of kind " + kind);
    };
  }

  private static InstallationKey key(Row row) throws SQLException {
    return new InstallationKey(
        new TeamId(row.text()), Targets.target(row.text(), row.text()), new Slug(row.text()));
  }
}
