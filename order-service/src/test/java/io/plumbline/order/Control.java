package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.ConfigProvider;

/** What people do in an emulated system, through its control API. */
record Control(URI system) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static Control ofShop() {
    return of(EmulatedSystems.SHOP);
  }

  static Control ofErp() {
    return of(EmulatedSystems.ERP);
  }

  static Control of(String key) {
    return new Control(ConfigProvider.getConfig().getValue(key, URI.class));
  }

  JsonNode get(String path) {
    return send("GET", path, "");
  }

  JsonNode post(String path, String json) {
    return send("POST", path, json);
  }

  JsonNode put(String path, String json) {
    return send("PUT", path, json);
  }

  /** Asks for what may be refused, and gives the answer's status. */
  int attempt(String method, String path, String json) {
    return answer(method, path, json).statusCode();
  }

  private JsonNode send(String method, String path, String json) {
    var response = answer(method, path, json);
    assertThat(response.statusCode())
        .as("%s %s: %s", method, path, response.body())
        .isLessThan(300);
    try {
      return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  private HttpResponse<String> answer(String method, String path, String json) {
    var request =
        HttpRequest.newBuilder(system.resolve("/sandbox" + path))
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
