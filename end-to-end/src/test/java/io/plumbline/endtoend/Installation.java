package io.plumbline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.embedded.Child;
import io.plumbline.embedded.EmbeddedKafka;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.embedded.JavaPrograms;
import io.plumbline.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a played day left behind, brought up again: vendors, services, database and broker. */
final class Installation implements AutoCloseable {

  static final List<String> CONNECTIONS =
      List.of("shopify-eu", "shopify-de", "netsuite", "shiphero");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VENDOR_PORT = Pattern.compile("url: http://127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Properties secrets = new Properties();
  private final Map<String, Integer> ports = new HashMap<>();
  private final int orders = Ports.free();
  private final int reconciler = Ports.free();
  private final Path configuration;
  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final Deque<Child> children = new ArrayDeque<>();

  private Installation(Path home) throws IOException {
    this.home = home;
    try (var reader = Files.newBufferedReader(home.resolve("secrets.properties"))) {
      secrets.load(reader);
    }
    configuration = configured();
    postgres = EmbeddedPostgres.start(home.resolve("postgresql"), Ports.free());
    try {
      kafka = EmbeddedKafka.start(home.resolve("kafka"), Ports.free());
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** Brings up all but the reconciler. */
  static Installation of(Path home) throws IOException {
    var installation = new Installation(home);
    try {
      installation.shop("storefront", "shopify-eu", "Europe/London");
      installation.shop("second-storefront", "shopify-de", "Europe/Berlin");
      installation.vendor("erp", "erp", "netsuite", List.of());
      installation.vendor(
          "warehouse",
          "wms",
          "shiphero",
          List.of("--credits", "240240", "--credits-per-second", "3600", "--requests", "420000"));
      installation.service("order-service", installation.orders, "orders", Map.of());
      return installation;
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  /** The vendors listen elsewhere than they did: nobody kept their ports for them. */
  private Path configured() throws IOException {
    var connections = CONNECTIONS.iterator();
    Matcher urls = VENDOR_PORT.matcher(Files.readString(home.resolve("plumbline.yaml")));
    String moved =
        urls.replaceAll(url -> {
          int port = Ports.free();
          ports.put(connections.next(), port);
          return "url: http://127.0.0.1:" + port;
        });
    return Files.writeString(home.resolve("plumbline-again.yaml"), moved);
  }

  private void shop(String name, String connection, String zone) {
    vendor(name, "storefront", connection, List.of("--shopify-payments", "--zone", zone));
  }

  private void vendor(String name, String kind, String connection, List<String> arguments) {
    int port = ports.getOrDefault(connection, 0);
    List<String> command = java("-Xmx256m");
    command.addAll(List.of("-jar", built("sandbox/target/sandbox-0.1.0-SNAPSHOT.jar"), kind));
    command.addAll(List.of("--port", Integer.toString(port), "--connection", connection));
    command.addAll(List.of("--token", secrets.getProperty(connection + ".token")));
    command.addAll(List.of("--journal", home.resolve(name + ".journal").toString()));
    if (!kind.equals("erp")) {
      command.addAll(List.of("--webhooks", url(orders, "/webhooks/" + connection)));
      command.addAll(List.of("--secret", secrets.getProperty(connection + ".webhook-secret")));
    }
    command.addAll(arguments);
    start(name, command, Map.of(), url(port, "/sandbox/idle"));
  }

  private Child service(String name, int port, String database, Map<String, String> more) {
    List<String> command = java("-Xmx512m");
    command.addAll(List.of("-jar", built(name + "/target/quarkus-app/quarkus-run.jar")));
    Map<String, String> environment = new HashMap<>(more);
    environment.putAll(
        Map.of(
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", Integer.toString(port),
            "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database),
            "QUARKUS_DATASOURCE_USERNAME", postgres.username(),
            "QUARKUS_DATASOURCE_PASSWORD", postgres.password(),
            "KAFKA_BOOTSTRAP_SERVERS", kafka(),
            "PLUMBLINE_MASTER_KEY", secrets.getProperty("master-key"),
            "SMALLRYE_CONFIG_LOCATIONS", configuration.toString()));
    return start(name, command, environment, url(port, "/q/health/ready"));
  }

  private Child start(
      String name, List<String> command, Map<String, String> environment, String probe) {
    Path log = home.resolve("logs/" + name + "-again.log");
    Child child = Child.start(name, command, environment, log);
    children.push(child);
    child.awaitReady(() -> answers(probe), START);
    return child;
  }

  private boolean answers(String probe) {
    try {
      var request = HttpRequest.newBuilder(URI.create(probe)).timeout(Duration.ofSeconds(2));
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode() < 300;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> java(String heap) {
    return new ArrayList<>(
        List.of(
            JavaPrograms.java(),
            heap,
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
  }

  private static String built(String artifact) {
    return DemoRun.ROOT.resolve(artifact).toAbsolutePath().toString();
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  String kafka() {
    return kafka.bootstrapServers();
  }

  Path stateFolder() {
    return home.resolve("reconciler-state");
  }

  /** Starts the reconciler; whoever closes it stops it. */
  AutoCloseable reconciler() {
    Child child =
        service(
            "reconciler-service",
            reconciler,
            "reconciler",
            Map.of("KAFKA_STREAMS_STATE_DIR", stateFolder().toString()));
    return () -> child.stop(STOP);
  }

  JsonNode ofReconciler(String path) {
    return answer(HttpRequest.newBuilder(URI.create(url(reconciler, path))).build());
  }

  JsonNode republish() {
    return answer(
        HttpRequest.newBuilder(URI.create(url(orders, "/api/republish")))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private JsonNode answer(HttpRequest request) {
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(request + " " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** In the reconciler's database. */
  void execute(String sql) throws SQLException {
    try (Connection database =
            DriverManager.getConnection(
                postgres.jdbcUrl("reconciler"), postgres.username(), postgres.password());
        var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    children.forEach(child -> child.stop(STOP));
    kafka.close();
    postgres.close();
  }
}
