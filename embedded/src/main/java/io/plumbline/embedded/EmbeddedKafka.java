package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Kafka broker and KRaft controller on the loopback interface, in a JVM of its own. */
public final class EmbeddedKafka implements AutoCloseable {

  /** Storage is formatted with a fixed id, so that formatting it twice is harmless. */
  private static final String CLUSTER_ID = "cGx1bWJsaW5lLWxvY2FsMQ";

  private static final String MAIN = "io.plumbline.embedded.broker.Broker";

  /** Recovery of a large log after SIGKILL takes longer than a start. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration STOP = Duration.ofSeconds(30);

  private final Path home;
  private final Child broker;
  private final int port;
  private final boolean temporary;

  private EmbeddedKafka(Path home, Child broker, int port, boolean temporary) {
    this.home = home;
    this.broker = broker;
    this.port = port;
    this.temporary = temporary;
  }

  /** A broker with a log of its own, gone when it is closed. */
  public static EmbeddedKafka startTemporary() {
    return start(Directories.temporary("plumbline-kafka-"), Ports.free(), true);
  }

  /** A broker on the log kept in {@code home}, which is formatted if it is new. */
  public static EmbeddedKafka start(Path home, int port) {
    return start(home, port, false);
  }

  private static EmbeddedKafka start(Path directory, int port, boolean temporary) {
    Path home = directory.toAbsolutePath();
    var record = new PidFile(home.resolve("broker.pid"));
    record.stopOrphan();
    Path ready = home.resolve("ready");
    Child broker =
        Child.start(
            "Kafka",
            command(prepare(home, port), ready),
            Map.of(),
            home.resolve("kafka.log"),
            StopSignal.TERM);
    record.write(broker.pid());
    broker.awaitReady(() -> Files.exists(ready), START);
    return new EmbeddedKafka(home, broker, port, temporary);
  }

  private static Path prepare(Path home, int port) {
    try {
      Files.createDirectories(home);
      Files.deleteIfExists(home.resolve("ready"));
      Files.writeString(home.resolve("logging.properties"), BrokerSettings.LOGGING);
      Path properties = home.resolve("server.properties");
      BrokerSettings.write(properties, home.resolve("log"), port, Ports.free());
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the broker's directory " + home + " could not be prepared", e);
    }
  }

  private static List<String> command(Path properties, Path ready) {
    return List.of(
        JavaPrograms.java(),
        "-Xms128m",
        "-Xmx512m",
        "-XX:+UseSerialGC", // two collector threads less on a small machine, and a smaller
        // footprint
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.util.logging.config.file=" + properties.resolveSibling("logging.properties"),
        "-cp",
        BrokerClassPath.find(),
        MAIN,
        properties.toString(),
        CLUSTER_ID,
        ready.toString());
  }

  public int port() {
    return port;
  }

  public long pid() {
    return broker.pid();
  }

  public Child process() {
    return broker;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** SIGKILL, as a crash; the log stays. */
  public void kill() {
    broker.kill();
  }

  @Override
  public void close() {
    broker.stop(STOP);
    if (temporary) {
      Directories.delete(home);
    }
  }
}
