package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.chaos.Arsenal;
import io.plumbline.sandbox.chaos.Health;
import io.plumbline.sandbox.chaos.Onslaught;
import io.plumbline.sandbox.chaos.Processes;
import io.plumbline.sandbox.oracle.Oracle;
import io.plumbline.sandbox.orders.OrderBook;
import io.plumbline.sandbox.orders.OrderFile;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sandbox play}: plays a launch day against running services and scores them. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = "Play orders, disturbances and drifts, and show what was found.")
public final class Play implements Callable<Integer> {
  /** Something is always under way when a blow falls. */
  private static final int ORDERS_PER_MINUTE = 30;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--run", required = true, description = "The launcher's directory of this run.")
  private Path run = Path.of(".");

  @Option(names = "--storefront", required = true, description = "URL of the storefront.")
  private String storefront = "";

  @Option(
      names = "--second-storefront",
      required = true,
      description = "URL of the shop that sells in another currency.")
  private String secondStorefront = "";

  @Option(names = "--warehouse", required = true, description = "URL of the warehouse.")
  private String warehouse = "";

  @Option(names = "--erp", required = true, description = "URL of the ERP.")
  private String erp = "";

  @Option(names = "--orders-api", required = true, description = "URL of the order service.")
  private String ordersApi = "";

  @Option(names = "--reconciler-api", required = true, description = "URL of the reconciler.")
  private String reconcilerApi = "";

  @Option(
      names = "--orders",
      description = "Orders in the columns of UCI Online Retail, plain or .gz.")
  private @Nullable Path orders;

  @Option(names = "--limit", description = "Read only the first invoices of the file.")
  private int limit = Integer.MAX_VALUE;

  @Option(names = "--seed", description = "Deals parts, drifts and faults (${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(names = "--rate", description = "Orders a second (${DEFAULT-VALUE}).")
  private BigDecimal rate = BigDecimal.valueOf(5);

  @Option(
      names = "--chaos",
      description =
          "Kill, pause and spoil what takes part, again and again, until the day is over.")
  private boolean chaos;

  @Option(
      names = "--blows",
      split = ",",
      description = "The only blows to fall, such as processKilled or processKilled:kafka.")
  private Set<String> blows = Set.of();

  @Option(names = "--minutes", description = "How long the day lasts, instead of --rate.")
  private @Nullable Integer minutes;

  @Option(names = "--faults", description = "Chance of a disturbance (${DEFAULT-VALUE}).")
  private BigDecimal faults = new BigDecimal("0.02");

  @Option(
      names = "--silent-after",
      description = "For how long the policy lets a connection say nothing (${DEFAULT-VALUE}).")
  private Duration silentAfter = Duration.ofMinutes(5);

  @Option(
      names = "--stuck-after",
      description = "For how long the policy lets a part of an order wait (${DEFAULT-VALUE}).")
  private Duration stuckAfter = Duration.ofMinutes(5);

  @Option(
      names = "--support-cost",
      description = "By currency what the policy says that a buyer's question costs: GBP=4.50.")
  private Map<String, BigDecimal> supportCosts = Map.of();

  @Option(names = "--once", description = "No terminal; end when settled, 0 only if clean.")
  private boolean once;

  @Option(names = "--json", description = "Write the scoreboard to this file.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    OrderBook book =
        orders == null ? OrderFile.readDefault(limit()) : OrderFile.read(orders, limit());
    try (Vendors vendors = vendors();
        JsonApi service = new JsonApi(ordersApi);
        JsonApi reconciler = new JsonApi(reconcilerApi)) {
      return play(book, new Performance.Systems(vendors, service, reconciler));
    }
  }

  private Vendors vendors() {
    return new Vendors(
        Map.of(
            Channel.BRITISH,
            new JsonApi(storefront),
            Channel.GERMAN,
            new JsonApi(secondStorefront)),
        new JsonApi(erp),
        new JsonApi(warehouse));
  }

  private int play(OrderBook book, Performance.Systems systems)
      throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    Processes processes = new Processes(run);
    Health health = new Health(systems.orders(), systems.reconciler());
    Disturbances disturbances =
        new Disturbances(
            systems.vendors(),
            new SupervisedOrderService(processes, health),
            clock,
            faults.doubleValue());
    Performance performance =
        new Performance(
            systems,
            book,
            new Performance.Settings(
                seed, pace(book), silentAfter, new Oracle.Terms(stuckAfter, supportCosts)),
            clock);
    Arsenal arsenal = arsenal(processes, disturbances, clock);
    try (View view = view();
        Onslaught onslaught = new Onslaught(arsenal::round, health, performance::tell, clock)) {
      Runtime.getRuntime().addShutdownHook(new Thread(view::close));
      if (chaos) {
        disturbances.suffer(onslaught);
      }
      Performance.Result result = performance.run(disturbances, view);
      write(result, onslaught);
      view.say(Report.of(result.board(), result.findings(), result.numbers(), view.style()));
      stay(view);
      return result.board().exitCode();
    }
  }

  private Arsenal arsenal(Processes processes, Disturbances disturbances, Clock clock) {
    try {
      return new Arsenal(processes, disturbances.victims(), seed, clock, blows);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--blows: " + e.getMessage(), e);
    }
  }

  /** The systems stay up with what was found, until the person has seen enough. */
  private void stay(View view) throws InterruptedException {
    if (!once && !chaos) {
      view.say(
          List.of(
              "",
              "findings: " + reconcilerApi + "/api/findings",
              "orders:   " + ordersApi + "/api/orders",
              "Everything stays up until Ctrl-C."));
      new CountDownLatch(1).await();
    }
  }

  /** A day of so many minutes has its orders at even distances. */
  private BigDecimal pace(OrderBook book) {
    return minutes == null
        ? rate
        : BigDecimal.valueOf(Math.max(1, book.playable().size()))
            .divide(BigDecimal.valueOf(minutes * 60L), MathContext.DECIMAL32);
  }

  private int limit() {
    return minutes == null ? limit : Math.min(limit, minutes * ORDERS_PER_MINUTE);
  }

  private void write(Performance.Result result, Onslaught onslaught) throws IOException {
    Path file = json;
    if (file != null) {
      ObjectNode board = result.board().json();
      if (chaos) {
        board.set("blows", onslaught.json());
      }
      Path parent = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      Files.createDirectories(parent);
      Files.writeString(file, board.toPrettyString() + "\n");
    }
  }

  private View view() {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    return once || !isTerminal() ? new PlainView(out) : new LiveView(out);
  }

  /** A terminal that takes colours; NO_COLOR and pipes say no. */
  private static boolean isTerminal() {
    return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
  }

  private void check() {
    boolean probable = faults.signum() >= 0 && faults.compareTo(BigDecimal.ONE) <= 0;
    boolean lasts = minutes == null || minutes > 0;
    if (!probable || !lasts || rate.signum() <= 0 || limit <= 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--faults lies between 0 and 1; --rate, --limit and --minutes are above 0");
    }
  }
}
