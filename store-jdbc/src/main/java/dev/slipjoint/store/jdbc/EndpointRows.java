package dev.slipjoint.store.jdbc;

import dev.slipjoint.platform.nouns.Endpoint;
import dev.slipjoint.platform.nouns.EndpointOwner;
import dev.slipjoint.platform.nouns.EndpointSettings;
import dev.slipjoint.platform.nouns.EndpointState;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.RetiredSecret;
import dev.slipjoint.platform.nouns.SealedSecret;
import dev.slipjoint.platform.store.EndpointTable;
import dev.slipjoint.protocol.Slug;
import dev.slipjoint.protocol.TeamId;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Endpoints as rows. */
record EndpointRows(Session session) implements EndpointTable {
  private static final String TEAM = "team";
  private static final String INTEGRATION = "integration";

  private static final String SELECT =
      """
      SELECT id, owner_kind, owner_id, team_id, url, description, types, secret, previous_secret,
        previous_until, state, failing_since, probes, next_probe_at, created_at
      FROM endpoints
      """;

  @Override
  public Optional<Endpoint> find(String id) {
    return session.one(EndpointRows::endpoint, SELECT + " WHERE id = ?", id);
  }

  @Override
  public List<Endpoint> of(EndpointOwner owner) {
    return session.list(
        EndpointRows::endpoint,
        SELECT + " WHERE owner_kind = ? AND owner_id = ? ORDER BY created_at, id",
        kind(owner),
        id(owner));
  }

  @Override
  public void put(Endpoint endpoint) {
    session.execute(
        """
        INSERT INTO endpoints (id, owner_kind, owner_id, team_id, url, description, types, secret,
          previous_secret, previous_until, state, failing_since, probes, next_probe_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
        SET url = excluded.url, description = excluded.description, types = excluded.types,
          secret = excluded.secret, previous_secret = excluded.previous_secret,
          previous_until = excluded.previous_until, state = excluded.state,
          failing_since = excluded.failing_since, probes = excluded.probes,
          next_probe_at = excluded.next_probe_at
        """,
        endpoint.id(),
        kind(endpoint.owner()),
        id(endpoint.owner()),
        endpoint.team().value(),
        endpoint.settings().url().toString(),
        endpoint.settings().description(),
        words(endpoint.settings().types()),
        endpoint.secret().text(),
        endpoint.previous().map(it -> it.secret().text()),
        endpoint.previous().map(RetiredSecret::until),
        endpoint.state().wireName(),
        endpoint.failingSince(),
        endpoint.probes(),
        endpoint.nextProbeAt(),
        endpoint.createdAt());
  }

  @Override
  public void remove(String id) {
    session.execute("DELETE FROM endpoints WHERE id = ?", id);
  }

  private static Endpoint endpoint(Row row) throws SQLException {
    String id = row.text();
    EndpointOwner owner = owner(row.text(), row.text());
    var team = new TeamId(row.text());
    var settings = new EndpointSettings(URI.create(row.text()), row.text(), types(row.text()));
    var secret = new SealedSecret(row.text());
    Optional<RetiredSecret> previous = retired(row.optionalText(), row.optionalInstant());
    EndpointState state = row.word(EndpointState.values());
    Optional<Instant> failingSince = row.optionalInstant();
    int probes = Math.toIntExact(row.number());
    return new Endpoint(
        id,
        owner,
        team,
        settings,
        secret,
        previous,
        state,
        failingSince,
        probes,
        row.optionalInstant(),
        row.instant());
  }

  private static Optional<RetiredSecret> retired(Optional<String> secret, Optional<Instant> until) {
    return secret.map(it -> new RetiredSecret(new SealedSecret(it), until.orElseThrow()));
  }

  private static String kind(EndpointOwner owner) {
    return switch (owner) {
      case EndpointOwner.OfTeam team -> TEAM;
      case EndpointOwner.OfIntegration integration -> INTEGRATION;
    };
  }

  private static String id(EndpointOwner owner) {
    return switch (owner) {
      case EndpointOwner.OfTeam(TeamId team) -> team.value();
      case EndpointOwner.OfIntegration(Slug slug) -> slug.value();
    };
  }

  private static EndpointOwner owner(String kind, String id) {
    return switch (kind) {
      case TEAM -> new EndpointOwner.OfTeam(new TeamId(id));
      case INTEGRATION -> new EndpointOwner.OfIntegration(new Slug(id));
      default -> throw new IllegalStateException("The database holds the word " + kind);
    };
  }

  private static String words(Set<EventType> types) {
    return types.stream().map(EventType::wireName).sorted().collect(Collectors.joining(" "));
  }

  private static Set<EventType> types(String words) {
    return Stream.of(words.split(" "))
        .filter(it -> !it.isEmpty())
        .map(it -> EventType.ofWireName(it).orElseThrow())
        .collect(Collectors.toSet());
  }
}
