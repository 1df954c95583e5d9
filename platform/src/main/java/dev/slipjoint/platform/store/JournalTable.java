package dev.slipjoint.platform.store;

import dev.slipjoint.platform.nouns.JournalEntry;
import dev.slipjoint.protocol.TeamId;
import java.util.List;

/** What happened, in order. Entries are added, never changed. */
public interface JournalTable {

  /** Adds an entry. */
  void append(JournalEntry entry);

  /** The latest entries of a team, the newest first. */
  List<JournalEntry> latest(TeamId team, int limit);
}
