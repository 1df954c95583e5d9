package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.nouns.Visibility;
import dev.slipjoint.platform.store.IntegrationTable;
import dev.slipjoint.protocol.Level;
import dev.slipjoint.protocol.Scopes;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;

/** Integrations as rows. */
record IntegrationRows(Session session) implements IntegrationTable {

  @Override
  public Optional<Integration> find(Slug slug) {
    return session.row(
        slug,
        IntegrationRows::integration,
        """
        SELECT slug, team_id, name, description, level, scopes, url, secret, previous_secret,
          visibility, build_event_handlers, connector
        FROM integrations WHERE slug = ?
        """,
        slug.value());
  }

  @Override
  public void put(Integration integration) {
    session.execute(
        """
        INSERT INTO integrations (slug, team_id, name, description, level, scopes, url, secret,
          previous_secret, visibility, build_event_handlers, connector)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (slug) DO UPDATE
        SET team_id = excluded.team_id, name = excluded.name, description = excluded.description,
          level = excluded.level, scopes = excluded.scopes, url = excluded.url,
          secret = excluded.secret, previous_secret = excluded.previous_secret,
          visibility = excluded.visibility,
          build_event_handlers = excluded.build_event_handlers, connector = excluded.connector
        """,
        integration.slug().value(),
        integration.team().value(),
        integration.name(),
        integration.description(),
        integration.level().wireName(),
        integration.scopes().wireName(),
        integration.url().map(URI::toString),
        integration.secret().map(SealedSecret::text),
        integration.previousSecret().map(SealedSecret::text),
        integration.visibility().wireName(),
        integration.buildEventHandlers(),
        integration.connector());
    session.changed(integration.slug());
  }

  private static Integration integration(Row row) throws SQLException {
    return new Integration(
        new Slug(row.text()),
        new TeamId(row.text()),
        row.text(),
        row.text(),
        Level.ofWireName(row.text()).orElseThrow(),
        Scopes.ofWireName(row.text()),
        row.optionalText().map(URI::create),
        row.optionalText().map(SealedSecret::new),
        row.optionalText().map(SealedSecret::new),
        Visibility.ofWireName(row.text()).orElseThrow(),
        row.flag(),
        row.flag());
  }
}
