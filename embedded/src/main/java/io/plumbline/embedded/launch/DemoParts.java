package io.plumbline.embedded.launch;

import io.plumbline.embedded.EmbeddedKafka;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.embedded.JavaPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes of the demo: what each is, and with which arguments it runs. */
final class DemoParts {

  private static final String SANDBOX = "sandbox/target/sandbox-0.1.0-SNAPSHOT.jar";

  private static final String ORDERS = "order-service";

  private final Path project;
  private final RunDirectory run;
  private final DemoPorts ports;
  private final RunSecrets secrets;
  private final DemoOptions options;
  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;

  DemoParts(
      Path project, RunDirectory run, DemoPorts ports, RunSecrets secrets, DemoOptions options) {
    this.options = options;
    this.project = project;
    this.run = run;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres =
        EmbeddedPostgres.at(run.path("postgresql"), run.log("postgresql"), ports.postgres());
    this.kafka = EmbeddedKafka.at(run.path("kafka"), run.log("kafka"), ports.kafka());
  }

  /** Those that need no other. */
  List<Part> ground() {
    return List.of(
        new DatabasePart(postgres),
        new BrokerPart(kafka),
        storefront("storefront", ConnectionsFile.STOREFRONT, ports.storefront(), "Europe/London"),
        storefront(
            "second-storefront",
            ConnectionsFile.SECOND_STOREFRONT,
            ports.secondStorefront(),
            "Europe/Berlin"),
        emulator("erp", "erp", ConnectionsFile.ERP, ports.erp(), List.of()),
        warehouse());
  }

  List<Part> services() {
    return List.of(
        service(ORDERS, ORDERS, ports.orders(), "orders"),
        service("reconciler-service", "reconciler-service", ports.reconciler(), "reconciler"));
  }

  /** Those that only join when the player asks for them. */
  List<Part> reserves() {
    return options.chaotic()
        ? List.of(service(ORDERS + "-2", ORDERS, ports.secondOrders(), "orders"))
        : List.of();
  }

  List<String> player() {
    var command = new ArrayList<>(java("-Xmx512m"));
    command.addAll(List.of("-jar", built(SANDBOX), "play", "--run", run.toString()));
    command.addAll(List.of("--storefront", DemoPorts.url(ports.storefront())));
    command.addAll(List.of("--second-storefront", DemoPorts.url(ports.secondStorefront())));
    command.addAll(List.of("--erp", DemoPorts.url(ports.erp())));
    command.addAll(List.of("--warehouse", DemoPorts.url(ports.warehouse())));
    command.addAll(List.of("--orders-api", DemoPorts.url(ports.orders())));
    command.addAll(List.of("--reconciler-api", DemoPorts.url(ports.reconciler())));
    command.addAll(List.of("--silent-after", ConnectionsFile.SILENT_AFTER.toString()));
    command.addAll(List.of("--stuck-after", ConnectionsFile.STUCK_AFTER.toString()));
    ConnectionsFile.SUPPORT_COSTS.forEach(
        (currency, cost) -> command.addAll(List.of("--support-cost", currency + "=" + cost)));
    command.addAll(options.player());
    return List.copyOf(command);
  }

  private Part storefront(String name, String connection, int port, String zone) {
    var arguments = new ArrayList<>(List.of("--shopify-payments", "--zone", zone));
    arguments.addAll(hooks(connection));
    return emulator(name, "storefront", connection, port, arguments);
  }

  private Part warehouse() {
    String connection = ConnectionsFile.WAREHOUSE;
    // A day in a minute asks for as much in a minute as an account has in an hour.
    var arguments = new ArrayList<>(List.of("--credits", "240240", "--credits-per-second", "3600"));
    arguments.addAll(List.of("--requests", "420000"));
    arguments.addAll(hooks(connection));
    return emulator("warehouse", "wms", connection, ports.warehouse(), arguments);
  }

  /** Whom the vendor tells what happens there, and how it proves that it does. */
  private List<String> hooks(String connection) {
    return List.of(
        "--webhooks", ports.webhooks(connection), "--secret", secrets.webhookSecret(connection));
  }

  private Part emulator(
      String name, String vendor, String connection, int port, List<String> arguments) {
    var command = new ArrayList<>(java("-Xmx256m"));
    command.addAll(List.of("-jar", built(SANDBOX), vendor, "--port", Integer.toString(port)));
    command.addAll(List.of("--connection", connection, "--token", secrets.token(connection)));
    command.addAll(arguments);
    options.seed().ifPresent(seed -> command.addAll(List.of("--seed", seed)));
    command.addAll(List.of("--journal", run.path(name + ".journal").toString()));
    return new JarPart(name, port, "/sandbox/idle", command, Map.of(), run.log(name));
  }

  private Part service(String name, String module, int port, String database) {
    var command = new ArrayList<>(java("-Xmx512m"));
    command.addAll(List.of("-jar", built(module + "/target/quarkus-app/quarkus-run.jar")));
    return new JarPart(
        name, port, "/q/health/ready", command, environment(port, database), run.log(name));
  }

  private Map<String, String> environment(int port, String database) {
    return Map.of(
        "QUARKUS_HTTP_HOST", "127.0.0.1",
        "QUARKUS_HTTP_PORT", Integer.toString(port),
        "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database),
        "QUARKUS_DATASOURCE_USERNAME", postgres.username(),
        "QUARKUS_DATASOURCE_PASSWORD", postgres.password(),
        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
        "PLUMBLINE_MASTER_KEY", secrets.masterKey(),
        "SMALLRYE_CONFIG_LOCATIONS", run.path("plumbline.yaml").toString());
  }

  private List<String> java(String heap) {
    return List.of(
        JavaPrograms.java(),
        heap,
        "-XX:+UseSerialGC", // eight JVMs share a small machine: no collector threads of their own
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.io.tmpdir=" + run.path("tmp"));
  }

  private String built(String artifact) {
    Path path = project.resolve(artifact);
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; ./plumbline demo builds it");
    }
    return path.toString();
  }
}
