package io.plumbline.sandbox.netsuite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox erp}: serves an emulated NetSuite until it is stopped. */
@Command(name = "erp", description = "Serve an emulated NetSuite account.")
public final class ErpCommand implements Callable<Integer> {
  @Option(names = "--connection", required = true, description = "The account's name.")
  private String connection = "";

  @Option(names = "--port", required = true, description = "Port on 127.0.0.1; 0 takes a free one.")
  private int port;

  @Option(names = "--token", required = true, description = "The bearer token of the REST API.")
  private String token = "";

  @Option(names = "--seed", description = "Seed of the faults (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--journal", description = "File from which a killed emulator comes back.")
  private @Nullable Path journal;

  @Option(names = "--zone", description = "The account's time zone (${DEFAULT-VALUE}).")
  private ZoneId zone = ZoneId.of("Europe/London");

  @Option(
      names = "--concurrency",
      description = "Requests served at once, the rest get 429 (${DEFAULT-VALUE}).")
  private int concurrency = 5;

  @Option(
      names = "--children-unstamped",
      description = "A fulfilment or invoice leaves the date of its sales order alone.")
  private boolean childrenUnstamped;

  @ArgGroup(exclusive = false)
  private @Nullable ClientOptions client;

  /** The application that may log in by the client credentials grant. */
  static final class ClientOptions {
    @Option(names = "--client-id", required = true, description = "Id of an OAuth 2.0 client.")
    private String id = "";

    @Option(names = "--certificate-id", required = true, description = "Id of its certificate.")
    private String certificate = "";

    @Option(names = "--public-key", required = true, description = "PEM file of its public key.")
    private Path key = Path.of("");

    private Account.Client read() throws IOException {
      return new Account.Client(id, certificate, Files.readString(key));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClientOptions known = client;
    Account account =
        new Account(
            connection,
            zone,
            token,
            concurrency,
            known == null ? Optional.empty() : Optional.of(known.read()),
            !childrenUnstamped);
    NetsuiteEmulator emulator =
        new NetsuiteEmulator(account, port, seed, Optional.ofNullable(journal), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    new CountDownLatch(1).await();
    return 0;
  }
}
