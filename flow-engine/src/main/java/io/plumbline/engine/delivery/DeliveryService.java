package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts a loop for each connection and stops them with the service. */
@Singleton
public class DeliveryService {

  private final Connections connections;
  private final Transactions transactions;
  private final Breakers breakers;
  private final Claiming claiming;
  private final Worker worker;
  private final DeliveryConfig config;
  private final List<DeliveryLoop> loops = new CopyOnWriteArrayList<>();

  DeliveryService(
      Connections connections,
      Transactions transactions,
      Breakers breakers,
      Claiming claiming,
      Worker worker,
      DeliveryConfig config) {
    this.connections = connections;
    this.transactions = transactions;
    this.breakers = breakers;
    this.claiming = claiming;
    this.worker = worker;
    this.config = config;
  }

  public void start() {
    for (Target target : targets()) {
      LeaseBound.check(target, config.lease());
      transactions.run(tx -> breakers.register(tx, target.name()));
      DeliveryLoop loop = new DeliveryLoop(target, claiming, worker, config);
      loop.start();
      loops.add(loop);
    }
  }

  /** False once a connection's loop has ended, as of an error that is nobody's to catch. */
  public boolean alive() {
    return loops.stream().allMatch(DeliveryLoop::alive);
  }

  void stop(@Observes ShutdownEvent event) {
    Duration patience =
        targets().stream().map(Target::longestCall).max(Duration::compareTo).orElse(Duration.ZERO);
    loops.parallelStream().forEach(loop -> loop.stop(patience));
  }

  private List<Target> targets() {
    return connections.all().stream()
        .map(connection -> new Target(connection, connections.connector(connection.name())))
        .toList();
  }
}
