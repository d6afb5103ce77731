package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.detect.Company;
import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.ChangeEvent;
import io.plumbline.reconciler.event.DeadLettered;
import io.plumbline.reconciler.event.Erased;
import io.plumbline.reconciler.event.Linked;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.event.Retelling;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.event.Watermark;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** One partition's reconciler: takes events as they come and lets watermarks tell the time. */
final class Partition {
  /** Readers of the status see at least this often that the partition is alive. */
  private static final Duration STATUS_EVERY = Duration.ofSeconds(1);

  /** Silence is a matter of connections, not of partitions, so one of them is enough to tell. */
  private static final int LISTENER = 0;

  private final int number;
  private final Policy policy;
  private final Sinks sinks;
  private final Deadlines deadlines;
  private final Hops hops;
  private final Clocks clocks;
  private final Entities entities;
  private final Silence silence;
  private final Turns answers;
  private final KeyValueStore<String, String> obliged;
  private Company company;
  private @Nullable Status told;

  Partition(ProcessorContext<String, byte[]> context, Policy policy, Round round) {
    KeyValueStore<String, Finding> open = context.getStateStore(Stores.OPEN);
    this.number = context.taskId().partition();
    this.policy = policy;
    this.sinks = new Sinks(context);
    this.deadlines = new Deadlines(context.getStateStore(Stores.DEADLINES));
    this.hops = new Hops(context.getStateStore(Stores.HOPS), policy);
    this.clocks = new Clocks(context.getStateStore(Stores.CLOCKS), policy);
    this.entities =
        new Entities(
            number,
            new Views(context.getStateStore(Stores.VIEWS)),
            new Announcements(open, policy, sinks),
            deadlines,
            hops,
            clocks,
            policy,
            sinks);
    this.answers = new Turns(context.getStateStore(Stores.ANSWERS), round.partitions());
    this.silence = new Silence(open, policy, sinks);
    this.obliged = context.getStateStore(Stores.OBLIGED);
    this.company = new Company(policy, known());
  }

  Sinks sinks() {
    return sinks;
  }

  /** Before an event of that entity. */
  void begin(@Nullable String key, Retelling retelling) {
    if (key != null && retelling == Retelling.MORE) {
      entities.unfinished(key);
    }
  }

  /** After an event of that entity. */
  void end(@Nullable String key, Retelling retelling) {
    if (key != null && retelling == Retelling.LAST) {
      entities.finished(key);
    }
  }

  void take(ChangeEvent event, Retelling retelling) throws Unusable {
    switch (event) {
      case Observed observed -> observed(observed, retelling);
      case Attempted attempt -> entities.attempted(attempt);
      case DeadLettered letter -> entities.deadLettered(letter);
      case Linked linked -> entities.linked(linked);
      case Watermark watermark -> tick(watermark);
      case Erased _ -> {
        // Nothing of a person is kept here, so there is nothing to forget.
      }
    }
  }

  private void observed(Observed observed, Retelling retelling) throws Unusable {
    boolean owed = policy.presence().roles().contains(observed.role());
    if (!owed || company.obliged().containsKey(observed.connection())) {
      entities.observed(observed, company, retelling);
      return;
    }
    Map<String, Role> names = new TreeMap<>(company.obliged());
    names.put(observed.connection(), observed.role());
    Company grown = new Company(policy, names);
    entities.observed(observed, grown, retelling);
    obliged.put(observed.connection(), observed.role().name());
    company = grown;
  }

  /** The connections that orders must reach: the configured ones and those heard of. */
  private Map<String, Role> known() {
    Map<String, Role> names = new TreeMap<>();
    policy.parties().forEach((name, party) -> names.put(name, party.role()));
    try (KeyValueIterator<String, String> heard = obliged.all()) {
      heard.forEachRemaining(entry -> names.put(entry.key, Role.valueOf(entry.value)));
    }
    names.values().retainAll(policy.presence().roles());
    return names;
  }

  private void tick(Watermark watermark) {
    Instant now = watermark.publishedAt();
    clocks.advance(watermark);
    deadlines.passed(clocks::watermark).forEach(deadline -> entities.passed(deadline, now));
    clocks
        .turned(watermark.publishedAt())
        .ifPresent(turn -> sinks.mark(new Mark(number, turn, now, clocks.watermarks())));
    hops.move(now);
    if (number == LISTENER) {
      silence.listen(watermark, clocks);
    }
    tell(new Status(number, deadlines.running(), clocks.watermarks(), hops.windows(), now));
  }

  /** What has come round: nothing of it counts before all partitions have spoken. */
  void answer(String key, byte[] value) {
    if (Address.marks(key)) {
      answers.mark(Address.mark(value), this::answered).ifPresent(this::tickAround);
    } else {
      Answer answer = Address.answer(value);
      answers.say(answer.turn(), answer.name(), value);
    }
  }

  private void answered(byte[] word) {
    entities.answered(Address.answer(word), company);
  }

  private void tickAround(Mark mark) {
    clocks.advanceAround(mark.watermarks());
    deadlines
        .passedAround(clocks::watermark)
        .forEach(deadline -> entities.passed(deadline, mark.at()));
  }

  private void tell(Status status) {
    Status before = told;
    boolean due =
        before == null
            || before.pendingDeadlines() != status.pendingDeadlines()
            || !status.at().isBefore(before.at().plus(STATUS_EVERY));
    if (due) {
      told = status;
      sinks.status(status);
    }
  }
}
