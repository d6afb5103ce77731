package io.plumbline.bench;

import io.plumbline.bench.flow.DeliverBench;
import io.plumbline.bench.flow.EndToEndBench;
import io.plumbline.bench.flow.FlowBench;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.startup.StartupBench;
import io.plumbline.bench.topology.DetectionBench;
import io.plumbline.bench.topology.TopologyBench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the services beside bare baselines, on a broker and a database of its own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Throughput and latency, each beside a bare baseline in the same run.")
public final class Bench implements Callable<Integer> {

  /** What can be measured. */
  enum Measure {
    FLOW,
    DELIVER,
    TOPOLOGY,
    DETECTION,
    END_TO_END,
    STARTUP
  }

  @Parameters(
      arity = "0..*",
      description =
          "flow (intake, then apply), deliver, topology, detection, end_to_end, startup; all when"
              + " none is named.")
  private List<Measure> measures = List.of();

  @Option(names = "--project", required = true, description = "Where the built project lies.")
  private Path project = Path.of(".");

  @Option(names = "--seconds", description = "Length of a round of intake (${DEFAULT-VALUE}).")
  private int seconds = 5;

  @Option(
      names = "--rounds",
      description = "Rounds of ours and of the baseline (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--senders", description = "Webhooks under way at once (${DEFAULT-VALUE}).")
  private int senders = 64;

  @Option(names = "--orders", description = "Orders in the topology's log (${DEFAULT-VALUE}).")
  private int orders = 40_000;

  @Option(names = "--json", description = "Write the results to this file.")
  private @Nullable Path json;

  @Option(names = "--profile", description = "Draw flame graphs of the services into this folder.")
  private @Nullable Path profiles;

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  public static void main(String[] arguments) {
    CLIENTS.setLevel(Level.WARNING); // their settings in full are no result
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report(System.out);
    if (wanted(Measure.FLOW)) {
      try (Ground ground = Ground.start(project, profiles)) {
        new FlowBench(
                ground,
                report,
                new FlowBench.Plan(Duration.ofSeconds(seconds), rounds, senders, 20_000))
            .run();
      }
    }
    if (wanted(Measure.DELIVER)) {
      try (Ground ground = Ground.start(project, profiles)) {
        new DeliverBench(ground, report, Duration.ofSeconds(seconds)).run();
      }
    }
    if (wanted(Measure.TOPOLOGY)) {
      try (Ground ground = Ground.start(project, profiles)) {
        new TopologyBench(ground, report, orders, rounds).run();
      }
    }
    if (wanted(Measure.DETECTION)) {
      try (Ground ground = Ground.start(project, profiles)) {
        new DetectionBench(ground, report, Duration.ofSeconds(4L * seconds)).run();
      }
    }
    if (wanted(Measure.END_TO_END)) {
      try (Ground ground = Ground.start(project, profiles)) {
        new EndToEndBench(ground, report, Duration.ofSeconds(2)).run();
      }
    }
    if (wanted(Measure.STARTUP)) {
      try (Ground ground = Ground.start(project, null)) {
        new StartupBench(ground, report, rounds).run();
      }
    }
    if (json != null) {
      report.write(json);
    }
    return 0;
  }

  private boolean wanted(Measure measure) {
    return measures.isEmpty() || measures.contains(measure);
  }
}
