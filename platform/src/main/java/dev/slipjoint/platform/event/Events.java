package dev.slipjoint.platform.event;

import dev.slipjoint.platform.nouns.Event;
import dev.slipjoint.platform.nouns.EventType;
import dev.slipjoint.platform.nouns.Installation;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.nouns.Integration;
import dev.slipjoint.platform.nouns.Operation;
import dev.slipjoint.platform.store.Transaction;
import dev.slipjoint.protocol.SiteId;
import dev.slipjoint.protocol.Target;
import dev.slipjoint.protocol.json.JsonObject;

/**
 * Writes events down, in the transaction of what happened: there is no event without its change,
 * and no change without its event.
 */
public final class Events {

  /** Writes to whichever transaction it is given. */
  public Events() {}

  /** Something happened to an installation. */
  public void tell(Transaction tx, EventType type, Installation it) {
    tell(tx, type, it.key(), revision(it));
  }

  /** Something happened to an installation by an operation. */
  public void tell(Transaction tx, EventType type, Operation by) {
    tell(tx, type, by.installation(), operation(by));
  }

  /** An integration's registration was changed, which its owners are told. */
  public void tellUpdated(Transaction tx, Integration it) {
    JsonObject data =
        JsonObject.builder()
            .put("integration", it.slug().value())
            .put("teamId", it.team().value())
            .build();
    tx.events().add(Event.of(EventType.INTEGRATION_UPDATED, it.team(), tx.now(), data));
  }

  private static void tell(
      Transaction tx, EventType type, InstallationKey key, JsonObject.Builder more) {
    JsonObject data = ids(more, key).build();
    tx.events().add(Event.of(type, key.team(), tx.now(), data));
  }

  private static JsonObject.Builder ids(JsonObject.Builder data, InstallationKey key) {
    data.put("integration", key.slug().value()).put("teamId", key.team().value());
    if (key.target() instanceof Target.Site(SiteId site)) {
      data.put("siteId", site.value());
    }
    return data;
  }

  private static JsonObject.Builder revision(Installation it) {
    return JsonObject.builder().put("revision", it.generation() + "." + it.revision());
  }

  private static JsonObject.Builder operation(Operation it) {
    JsonObject.Builder data =
        JsonObject.builder()
            .put("operation", it.id().value())
            .put("operationKind", it.kind().wireName());
    it.failure().ifPresent(failure -> data.put("code", failure.code().wireName()));
    if (it.forced()) {
      data.put("forced", true);
    }
    return data;
  }
}
