package io.plumbline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of a broker that stands alone. */
final class BrokerSettings {

  static final String LOGGING =
      """
      handlers=java.util.logging.ConsoleHandler
      .level=WARNING
      java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format=%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n
      kafka.server.level=INFO
      """;

  /**
   * One replica is all there is; the wait for more members of a group would only delay every test.
   */
  static final Map<String, String> ALONE =
      Map.of(
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "default.replication.factor", "1",
          "min.insync.replicas", "1",
          "group.initial.rebalance.delay.ms", "0",
          "auto.create.topics.enable", "false");

  private BrokerSettings() {}

  static void write(Path file, Path log, int port, int controllerPort) throws IOException {
    var settings = new TreeMap<>(ALONE);
    settings.putAll(small());
    settings.putAll(identity(log, port, controllerPort));
    var properties = new Properties(); // escapes what a path may hold
    properties.putAll(settings);
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  private static Map<String, String> small() {
    return Map.of(
        "offsets.topic.num.partitions", "4", // each partition is files and work at every start
        "transaction.state.log.num.partitions", "4",
        "log.cleaner.dedupe.buffer.size", "8388608", // 128 MB by default, a third of our heap
        "num.recovery.threads.per.data.dir", "2",
        // A broker that comes back is refused until its former session has run out: 9 s by default.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500");
  }

  private static Map<String, String> identity(Path log, int port, int controllerPort) {
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "advertised.listeners", "BROKER://127.0.0.1:" + port,
        "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "BROKER",
        "controller.listener.names", "CONTROLLER",
        "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
        "log.dirs", log.toString());
  }
}
