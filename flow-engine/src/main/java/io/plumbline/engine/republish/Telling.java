package io.plumbline.engine.republish;

import io.plumbline.engine.publish.Event;
import io.plumbline.engine.publish.Outbox.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is told again of one key: who listens judges it by its end, which is known when nothing
 * follows. A key's history may be long, so it is held in parts.
 */
final class Telling {

  private static final int TOGETHER = 50;

  private final Consumer<List<Traced>> outbox;
  private final List<Traced> ready = new ArrayList<>();
  private @Nullable Event last;

  Telling(Consumer<List<Traced>> outbox) {
    this.outbox = outbox;
  }

  void tell(Event event) {
    if (last != null) {
      ready.add(Traced.again(last, true));
    }
    last = event;
    if (ready.size() >= TOGETHER) {
      put();
    }
  }

  void end() {
    if (last != null) {
      ready.add(Traced.again(last, false));
    }
    put();
  }

  private void put() {
    outbox.accept(List.copyOf(ready));
    ready.clear();
  }
}
