package io.plumbline.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shop, the warehouse and the ledger of the guide, configured as it says; behind the addresses
 * of all three stands one server that notes whatever it is sent.
 */
public final class OwnSystems implements QuarkusTestResourceLifecycleManager {

  static final Path GUIDE = Path.of("../docs/own-system").toAbsolutePath().normalize();

  /** What each of them signs its pushes with. */
  static final String SECRET = "what the own systems sign with";

  /** Configuration of the tests, not of the service: where to ask what was sent. */
  static final String NOTED = "own-systems.noted";

  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private final List<String> noted = new CopyOnWriteArrayList<>();
  private @Nullable HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      var listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      listening.createContext("/", this::note);
      listening.createContext("/noted", this::tell);
      listening.start();
      server = listening;
      return configuration("http://127.0.0.1:" + listening.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static Map<String, String> configuration(String url) throws IOException {
    var config = new HashMap<String, String>();
    var blocks = BLOCK.matcher(Files.readString(GUIDE.resolve("README.md"))).results().toList();
    for (var block : blocks) {
      config.putAll(new YamlConfigSource("guide", block.group(1)).getProperties());
    }
    for (var secret : List.of("SHOP_SECRET", "SHOP_TELLS", "WAREHOUSE_SECRET", "LEDGER_SECRET")) {
      config.put("OWN_" + secret, SECRET);
    }
    for (var connection : List.of("own-shop", "own-warehouse", "own-ledger")) {
      config.put("plumbline.connections." + connection + ".url", url);
    }
    config.put("plumbline.mappings.directory", GUIDE.resolve("mappings").toString());
    config.put("quarkus.http.test-port", "0");
    // A wait asks many times; what it saw last is in its failure.
    config.put("quarkus.test.rest-assured.enable-logging-on-failure", "false");
    config.put(NOTED, url + "/noted");
    return config;
  }

  private void note(HttpExchange call) throws IOException {
    noted.add(call.getRequestMethod() + " " + call.getRequestURI());
    answer(call, "{\"id\": \"made\"}");
  }

  private void tell(HttpExchange call) throws IOException {
    answer(call, String.join("\n", noted));
  }

  private static void answer(HttpExchange call, String text) throws IOException {
    try (call) {
      call.getRequestBody().readAllBytes();
      var body = text.getBytes(StandardCharsets.UTF_8);
      call.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      call.getResponseBody().write(body);
    }
  }
}
