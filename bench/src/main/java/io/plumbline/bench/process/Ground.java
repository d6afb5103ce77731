package io.plumbline.bench.process;

import io.plumbline.bench.profile.FlameGraph;
import io.plumbline.embedded.Child;
import io.plumbline.embedded.Directories;
import io.plumbline.embedded.EmbeddedKafka;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.embedded.JavaPrograms;
import io.plumbline.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real broker and a real database, both durable, and the processes that are measured on them. All
 * of it is gone when it is closed, unless a process failed: then its log is named.
 */
public final class Ground implements AutoCloseable {

  private static final String RECORDING = ".jfr";
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final Path project;
  private final Path directory;
  private final @Nullable Path profiles;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final Deque<Child> children = new ArrayDeque<>();

  private Ground(Path project, Path directory, @Nullable Path profiles) {
    this.project = project;
    this.profiles = profiles;
    this.directory = directory;
    this.kafka =
        EmbeddedKafka.at(directory.resolve("kafka"), directory.resolve("kafka.log"), Ports.free());
    this.postgres =
        EmbeddedPostgres.at(
            directory.resolve("postgresql"), directory.resolve("postgresql.log"), Ports.free());
  }

  /**
   * Broker and database of their own in a new directory.
   *
   * @param profiles where flame graphs of the services are drawn; null where none are wanted
   */
  public static Ground start(Path project, @Nullable Path profiles) {
    try {
      Path directory = Files.createTempDirectory("plumbline-bench-");
      Directories.deleteAtEnd(directory);
      Ground ground = new Ground(project, directory, profiles);
      ground.kafka.awaitReady(ground.kafka.spawn());
      ground.startDatabase();
      return ground;
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the run's data", e);
    }
  }

  /** Again, after {@link #stopDatabase}. */
  public void startDatabase() {
    postgres.awaitReady(postgres.spawn());
  }

  /** The data stays. */
  public void stopDatabase() {
    postgres.close();
  }

  public EmbeddedPostgres database() {
    return postgres;
  }

  public String brokers() {
    return kafka.bootstrapServers();
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Starts the jar with one collector thread and the given heap, and waits for its probe. */
  public Served serve(
      String name, String jar, String probe, List<String> arguments, Map<String, String> settings) {
    List<String> command = java(recorded(name));
    command.addAll(List.of("-jar", built(jar)));
    return serve(name, command, probe, arguments, settings);
  }

  private Served serve(
      String name,
      List<String> command,
      String probe,
      List<String> arguments,
      Map<String, String> settings) {
    int port = Ports.free();
    command.addAll(arguments.stream().map(one -> one.replace("{port}", "" + port)).toList());
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Child child = Child.start(name, command, environment, directory.resolve(name + ".log"));
    children.push(child);
    String url = "http://127.0.0.1:" + port;
    child.awaitReady(() -> answers(url + probe), START);
    return new Served(url, child);
  }

  /** Starts what the arguments of java name, with the given settings, and waits for its probe. */
  public Served serve(
      String name, List<String> program, String probe, Map<String, String> settings) {
    return serve(name, java(program), probe, List.of(), settings);
  }

  /** The jars of these folders, folder by folder, as a class path. */
  public String jars(String parent, List<String> folders) {
    List<String> jars = new ArrayList<>();
    for (String folder : folders) {
      try (var files = Files.list(Path.of(built(parent)).resolve(folder))) {
        files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().forEach(jars::add);
      } catch (IOException e) {
        throw new UncheckedIOException("the jars of " + parent + " could not be listed", e);
      }
    }
    return String.join(":", jars);
  }

  /** Starts an emulated vendor, which is nothing to be measured. */
  public Served emulate(String vendor, String probe, List<String> arguments) {
    List<String> all = java(List.of("-jar", built("sandbox/target/sandbox-0.1.0-SNAPSHOT.jar")));
    return serve(vendor, all, probe, arguments, Map.of());
  }

  /** Starts a class of this program as a process of its own. */
  public Child run(Class<?> main, List<String> arguments) {
    List<String> command = java(List.of());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    String name = main.getSimpleName();
    Child child = Child.start(name, command, Map.of(), directory.resolve(name + ".log"));
    children.push(child);
    return child;
  }

  /** What every Quarkus service needs to find broker and database. */
  public Map<String, String> environment(String databaseName) {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(databaseName),
        "QUARKUS_DATASOURCE_USERNAME", postgres.username(),
        "QUARKUS_DATASOURCE_PASSWORD", postgres.password(),
        "KAFKA_BOOTSTRAP_SERVERS", brokers());
  }

  /** A process that serves HTTP. */
  public record Served(String url, Child process) {
    public void stop() {
      process.stop(STOP);
    }
  }

  @Override
  public void close() {
    children.forEach(child -> child.stop(STOP));
    draw();
    kafka.close();
    postgres.close();
  }

  /** A deep stack, since a service stands on a framework. */
  private List<String> recorded(String name) {
    return profiles == null
        ? List.of()
        : List.of(
            "-XX:FlightRecorderOptions:stackdepth=200",
            "-XX:StartFlightRecording:settings=profile,dumponexit=true,filename="
                + directory.resolve(name + RECORDING));
  }

  private void draw() {
    if (profiles == null) {
      return;
    }
    try (var recordings = Files.newDirectoryStream(directory, "*" + RECORDING)) {
      Files.createDirectories(profiles);
      for (Path recording : recordings) {
        String name = recording.getFileName().toString().replace(RECORDING, "");
        FlameGraph.draw(recording, name, profiles.resolve(name + ".svg"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the flame graphs could not be drawn", e);
    }
  }

  private static List<String> java(List<String> rest) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JavaPrograms.java(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(rest);
    return command;
  }

  /** Where the built artifact lies. */
  public String built(String artifact) {
    Path jar = project.resolve(artifact);
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing; ./plumbline bench builds it");
    }
    return jar.toString();
  }

  private static boolean answers(String address) {
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(2_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
