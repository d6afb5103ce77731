package io.plumbline.embedded.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks an address whether it answers 200. */
final class HttpProbe {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final URI address;

  HttpProbe(String address) {
    this.address = URI.create(address);
  }

  boolean succeeds() {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
