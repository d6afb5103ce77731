package io.plumbline.embedded.launch;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The main class behind {@code ./plumbline demo}. */
public final class Launcher {

  private static final int USAGE_ERROR = 2;

  private Launcher() {}

  /**
   * Takes {@code demo} and its flags; the system property {@code plumbline.root} is the project's
   * directory.
   */
  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      if (arguments.isEmpty() || !arguments.getFirst().equals("demo")) {
        throw new DemoOptions.Unusable("expected: demo [flags]");
      }
      return demo(DemoOptions.parse(arguments.subList(1, arguments.size())));
    } catch (DemoOptions.Unusable e) {
      Terminal.complain("plumbline: " + e.getMessage() + "; ./plumbline help lists the flags");
      return USAGE_ERROR;
    } catch (IllegalStateException | UncheckedIOException e) {
      Terminal.complain("plumbline: " + e.getMessage());
      return 1;
    }
  }

  private static int demo(DemoOptions options) {
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
