package io.plumbline.sandbox.shiphero;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox wms}: serves an emulated ShipHero until it is stopped. */
@Command(name = "wms", description = "Serve an emulated ShipHero account.")
public final class WmsCommand implements Callable<Integer> {
  @Option(names = "--connection", required = true, description = "The account's name.")
  private String connection = "";

  @Option(names = "--port", required = true, description = "Port on 127.0.0.1; 0 takes a free one.")
  private int port;

  @Option(names = "--token", required = true, description = "The bearer token of the API.")
  private String token = "";

  @Option(
      names = "--password",
      description = "Lets the connection's name log in at /auth/token; without it nobody can.")
  private String password = "";

  @ArgGroup(exclusive = false)
  private @Nullable HookOptions hooks;

  /** Webhooks that were registered beforehand; others are registered through the API. */
  static final class HookOptions {
    @Option(
        names = "--webhooks",
        required = true,
        description = "Where webhooks go, less the topic.")
    private URI base = URI.create("http://127.0.0.1");

    @Option(names = "--secret", required = true, description = "Signs these webhooks.")
    private String secret = "";
  }

  @Option(names = "--seed", description = "Seed of the faults (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--journal", description = "File from which a killed emulator comes back.")
  private @Nullable Path journal;

  @Option(
      names = "--time-scale",
      description = "Shortens the waits between webhook retries (${DEFAULT-VALUE}).")
  private double timeScale = 240;

  @Option(names = "--credits", description = "Credits in the bucket (${DEFAULT-VALUE}).")
  private int credits = 4_004;

  @Option(names = "--credits-per-second", description = "Restored credits (${DEFAULT-VALUE}).")
  private int perSecond = 60;

  @Option(names = "--requests", description = "Requests in five minutes (${DEFAULT-VALUE}).")
  private int requests = Credits.REQUESTS;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ShipheroEmulator emulator =
        new ShipheroEmulator(
            new AuthApi.Login(connection, password, token),
            new Credits.Plan(credits, perSecond, requests),
            new ShipheroEmulator.Place(port, seed, timeScale, Optional.ofNullable(journal)),
            Clock.systemUTC());
    HookOptions heard = hooks;
    if (heard != null) {
      emulator.hearAt(heard.base, heard.secret);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    new CountDownLatch(1).await();
    return 0;
  }
}
