package io.plumbline.bench.startup;

import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Alone;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import io.plumbline.embedded.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * From the start of a process to the first probe that says it is ready, with the schema in place:
 * as it is delivered, with a cache of the JVM's, and with that cache and all jars on one class
 * path. A cache helps the JVM's own class loaders most; as delivered, Quarkus loads the classes
 * itself.
 */
public final class StartupBench {

  private static final List<String> SERVICES = List.of("order-service", "reconciler-service");
  private static final double AIM_MILLIS = 1_500;

  /** At its end a JVM that was told to makes the cache, which takes longer than to stop. */
  private static final Duration TRAINED = Duration.ofMinutes(3);

  private final Ground ground;
  private final Report report;
  private final int rounds;
  private final String masterKey = Secrets.masterKey();

  public StartupBench(Ground ground, Report report, int rounds) {
    this.ground = ground;
    this.report = report;
    this.rounds = rounds;
  }

  public void run() {
    for (String service : SERVICES) {
      ground.database().createDatabase(database(service));
      List<String> delivered = List.of("-jar", jar(service));
      List<String> flat = List.of("-cp", flat(service), "io.quarkus.runner.GeneratedMain");
      report.step("start-up of " + service + ": the first start makes the schema");
      start(service, delivered).stop();
      report.add(measure(service, "as delivered", delivered));
      report.add(measure(service, "with a cache", cached(service, "delivered", delivered)));
      report.add(
          measure(service, "with a cache, on one class path", cached(service, "flat", flat)));
    }
  }

  /** Trains, and returns how the service starts with what was learnt. */
  private List<String> cached(String service, String name, List<String> program) {
    report.step("start-up of " + service + ": training, " + name);
    Path cache = ground.path(service + "-" + name + ".aot");
    start(service, with("-XX:AOTCacheOutput=" + cache, program)).process().stop(TRAINED);
    return with("-XX:AOTCache=" + cache, program);
  }

  private Alone measure(String service, String how, List<String> program) {
    Histogram starts = Samples.histogram();
    for (int round = 1; round <= rounds; round++) {
      long began = System.nanoTime();
      Served served = start(service, program);
      starts.recordValue((System.nanoTime() - began) / 1_000);
      served.stop();
    }
    String name = "start-up of " + service + ", " + how;
    return new Alone(name, "starts", null, Samples.latencies(starts), AIM_MILLIS);
  }

  private Served start(String service, List<String> program) {
    Map<String, String> settings = new HashMap<>(ground.environment(database(service)));
    settings.put("PLUMBLINE_MASTER_KEY", masterKey);
    settings.put("KAFKA_STREAMS_STATE_DIR", ground.path("state").toString());
    return ground.serve(service, program, "/q/health/ready", settings);
  }

  private static List<String> with(String flag, List<String> program) {
    return Stream.concat(Stream.of(flag), program.stream()).toList();
  }

  /** What Quarkus generated and changed comes before what it was made from. */
  private String flat(String service) {
    return ground.jars(
        service + "/target/quarkus-app", List.of("quarkus", "app", "lib/boot", "lib/main"));
  }

  private String jar(String service) {
    return ground.built(service + "/target/quarkus-app/quarkus-run.jar");
  }

  private static String database(String service) {
    return service.replace('-', '_');
  }
}
