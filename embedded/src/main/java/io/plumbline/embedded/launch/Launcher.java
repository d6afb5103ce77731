package io.plumbline.embedded.launch;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The main class behind {@code ./plumbline demo} and {@code ./plumbline chaos}. */
public final class Launcher {

  private static final int USAGE_ERROR = 2;

  private Launcher() {}

  /**
   * Takes {@code demo} or {@code chaos} and its flags; the system property {@code plumbline.root}
   * is the project's directory.
   */
  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      return play(options(arguments));
    } catch (DemoOptions.Unusable e) {
      Terminal.complain("plumbline: " + e.getMessage() + "; ./plumbline help lists the flags");
      return USAGE_ERROR;
    } catch (IllegalStateException | UncheckedIOException e) {
      Terminal.complain("plumbline: " + e.getMessage());
      return 1;
    }
  }

  private static DemoOptions options(List<String> arguments) {
    List<String> flags = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "demo" -> DemoOptions.parse(flags);
      case "chaos" -> DemoOptions.chaos(flags);
      default -> throw new DemoOptions.Unusable("expected: demo [flags] or chaos [flags]");
    };
  }

  private static int play(DemoOptions options) {
    Clock clock = Clock.systemUTC();
    Path project = Path.of(System.getProperty("plumbline.root", "")).toAbsolutePath();
    RunDirectory run =
        options
            .keep()
            .map(RunDirectory::kept)
            .orElseGet(() -> RunDirectory.fresh(project.resolve(".plumbline/run"), clock));
    DemoPorts ports = DemoPorts.free();
    RunSecrets secrets = RunSecrets.of(run);
    ConnectionsFile.write(run, ports, secrets);
    var demo =
        new Demo(
            run,
            new DemoParts(project, run, ports, secrets, options),
            new RunLog(run.log("launcher"), clock));
    Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "end-demo"));
    Terminal.say("Starting Plumbline in " + run + (run.isKept() ? " (kept)" : ""));
    return demo.play();
  }
}
