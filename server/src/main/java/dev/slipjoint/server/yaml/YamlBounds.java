package dev.slipjoint.server.yaml;

import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;

/**
 * Refuses what makes much of a small file, before anything is made of it: anchors and aliases, a
 * second document, and nesting that no file of ours has.
 */
final class YamlBounds {
  private static final int DEEPEST = 20;

  private final Mistakes mistakes;
  private int documents;
  private int depth;

  YamlBounds(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  void check(Iterable<Event> file) {
    for (Event event : file) {
      check(event);
      if (depth > DEEPEST) {
        refuse(event, "This is nested too deeply.");
        return; // the parser takes ever longer for each further level
      }
    }
  }

  private void check(Event event) {
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      refuse(
          node,
          "Anchors (&) and aliases (*) can't be used here."
              + " Write the value out, or in quotes if it is a text.");
    }
    switch (event) {
      case DocumentStartEvent start -> begin(start);
      case CollectionStartEvent start -> depth++;
      case CollectionEndEvent end -> depth--;
      default -> {}
    }
  }

  private void begin(Event document) {
    documents++;
    if (documents == 2) {
      refuse(document, "A second document begins here: a file holds one.");
    }
  }

  private void refuse(Event event, String sentence) {
    mistakes.add(event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1), sentence);
  }
}
