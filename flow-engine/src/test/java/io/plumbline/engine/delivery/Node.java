package io.plumbline.engine.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.apply.Replicas;
import io.plumbline.engine.breaker.BreakerSettings;
import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.deadletter.DecideDeadLetter;
import io.plumbline.engine.deadletter.LetterQuotes;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Quotes;
import io.plumbline.engine.throttle.SharedThrottles;
import java.util.List;
import java.util.function.UnaryOperator;

/** One process of the service: the parts of delivery wired as the beans wire them. */
final class Node {

  final WatchedTransactions transactions;
  final Target target;
  final Claiming claiming;
  final Worker worker;
  final Breakers breakers;
  final DeadLetters letters;
  final DecideDeadLetter decide;
  final DeliveryStatus status;
  final TestFlow flow = new TestFlow();

  /** How often it was asked to note down that another server answers. */
  int serverChanges;

  Node(World world, UnaryOperator<Connector> around) {
    var config = world.config;
    var clock = world.clock;
    transactions = new WatchedTransactions(world.database.source(), world.failures);
    var holding = new Holding(transactions);
    breakers = new Breakers(new BreakerSettings(config.breakerFailures(), config.probe()));
    var throttles = new SharedThrottles(world.database.source(), transactions, breakers, clock);
    var connections =
        new Connections(
            List.of(world.erp),
            connection ->
                around.apply(new TestConnector(connection, throttles.throttle(connection))));
    var outbox = new Outbox();
    var keys = new EntityKeys(world.master);
    var attempts = new Attempts(keys);
    var modes = new Modes();
    letters = new DeadLetters(outbox, flow, clock, new LetterQuotes(new Quotes(keys)));
    var receipts = new Receipts(attempts, outbox, connections, flow);
    var setbacks = new Setbacks(config, breakers, letters, clock);
    var aftermath =
        new ReadBack.Aftermath(setbacks, breakers, new Rereads(clock), config.retries());
    var calls = new Calls();
    var readBack = new ReadBack(holding, attempts, receipts, calls, aftermath, clock);
    var sending =
        new Sending(
            holding, modes, receipts, calls, aftermath, config, clock, new SimpleMeterRegistry());
    var refusals = new Refusals(attempts, new Quotes(keys));
    var preparation =
        new Preparation(new Replicas(keys), flow, modes, attempts, refusals, config, clock);
    var execution = new Execution(holding, sending, receipts, setbacks, modes, clock);
    var delivering =
        new Delivering(
            transactions, preparation, readBack, execution, holding, setbacks, modes, clock);
    var retry = new RetryDelivery(clock);
    var revival =
        new Revival(letters, retry, new BreakerSettings(config.breakerFailures(), config.probe()));
    worker = new Worker(transactions, delivering, attempts, setbacks);
    claiming =
        new Claiming(
            transactions, breakers, receipts, revival, () -> serverChanges++, config, clock);
    decide = new DecideDeadLetter(transactions, letters, List.of(retry));
    status = new DeliveryStatus(connections, breakers, letters);
    target = new Target(world.erp, connections.connector(World.ERP));
    transactions.run(tx -> breakers.register(tx, World.ERP));
  }

  List<Lease> claim() {
    return claiming.next(target, 8);
  }

  /** Works off everything that is due at this moment. */
  void work() {
    for (List<Lease> leases = claim(); !leases.isEmpty(); leases = claim()) {
      leases.forEach(lease -> worker.work(target, lease));
    }
  }
}
