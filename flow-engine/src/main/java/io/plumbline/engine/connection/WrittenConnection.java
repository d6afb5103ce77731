package io.plumbline.engine.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody wrote about a connection; a mistake is told with its key and its remedy. */
record WrittenConnection(String name) {

  private static final Set<String> SCHEMES = Set.of("https", "http");

  ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw wrong("zone", "a time zone such as Europe/London", zone, e);
    }
  }

  URI url(String url) {
    try {
      var address = new URI(url.strip());
      if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw wrong("url", "an address such as https://example.myshopify.com", url, e);
    }
    throw wrong("url", "an address such as https://example.myshopify.com", url, null);
  }

  /** A secret of blanks is one that a deployment forgot to give. */
  Map<String, String> secrets(Map<String, String> secrets) {
    secrets.forEach((secret, value) -> {
      if (value.isBlank()) {
        throw wrong(
            "secrets." + secret, "a value or an ${ENVIRONMENT_VARIABLE} that has one", "", null);
      }
    });
    return secrets;
  }

  Duration longer(String key, Duration than, Duration time) {
    if (time.compareTo(than) > 0) {
      return time;
    }
    throw wrong(key, "a time such as 5s", time.toString(), null);
  }

  int atLeastOne(String key, int number) {
    if (number >= 1) {
      return number;
    }
    throw wrong(key, "a number from 1 on", Integer.toString(number), null);
  }

  private IllegalArgumentException wrong(
      String key, String expected, String found, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "plumbline.connections.%s.%s: expected %s, found '%s'. Correct it in plumbline.yaml."
            .formatted(name, key, expected, found),
        cause);
  }
}
