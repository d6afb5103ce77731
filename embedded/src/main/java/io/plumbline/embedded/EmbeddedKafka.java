package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker and KRaft controller on the loopback interface, in a JVM of its own. */
public final class EmbeddedKafka implements AutoCloseable {

  /** Storage is formatted with a fixed id, so that formatting it twice is harmless. */
  private static final String CLUSTER_ID = "cGx1bWJsaW5lLWxvY2FsMQ";

  private static final String LOG = "kafka.log";

  private static final String MAIN = "io.plumbline.embedded.broker.Broker";

  /** Recovery of a large log after SIGKILL takes longer than a start. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration STOP = Duration.ofSeconds(30);

  private final Path home;
  private final Path log;
  private final int port;
  private final boolean temporary;
  private final PidFile record;
  private @Nullable Child broker;

  private EmbeddedKafka(Path home, Path log, int port, boolean temporary) {
    this.home = home.toAbsolutePath();
    this.log = log;
    this.port = port;
    this.temporary = temporary;
    this.record = new PidFile(this.home.resolve("broker.pid"));
  }

  /** A broker with a log of its own, gone when it is closed. */
  public static EmbeddedKafka startTemporary() {
    Path home = Directories.temporary("plumbline-kafka-");
    return new EmbeddedKafka(home, home.resolve(LOG), Ports.free(), true).started();
  }

  /** A broker on the log kept in {@code home}, which is formatted if it is new. */
  public static EmbeddedKafka start(Path home, int port) {
    return at(home, home.resolve(LOG), port).started();
  }

  /** As {@code start}, but left to be started, and with the log in a place of your choice. */
  public static EmbeddedKafka at(Path home, Path log, int port) {
    return new EmbeddedKafka(home, log, port, false);
  }

  private EmbeddedKafka started() {
    awaitReady(spawn());
    return this;
  }

  /** Starts the process without waiting for it; for the first time, or after its end. */
  public Child spawn() {
    record.stopOrphan();
    Child spawned =
        Child.start("Kafka", command(prepare(home, port), ready()), Map.of(), log, StopSignal.TERM);
    record.write(spawned.pid());
    broker = spawned;
    return spawned;
  }

  public void awaitReady(Child spawned) {
    spawned.awaitReady(() -> Files.exists(ready()), START);
  }

  private Path ready() {
    return home.resolve("ready");
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

  public Child process() {
    return Objects.requireNonNull(broker, "the broker has not been started");
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** SIGKILL, as a crash; the log stays. */
  public void kill() {
    process().kill();
  }

  @Override
  public void close() {
    if (broker != null) {
      broker.stop(STOP);
    }
    if (temporary) {
      Directories.delete(home);
    }
  }
}
