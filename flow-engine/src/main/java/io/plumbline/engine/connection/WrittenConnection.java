package io.plumbline.engine.connection;

import io.plumbline.engine.connector.ConnectorFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What somebody wrote about a connection; a mistake is told with its key and its remedy. */
record WrittenConnection(String name) {

  private static final Set<String> SCHEMES = Set.of("https", "http");

  /** What the engine itself reads, whoever the vendor is. */
  private static final Set<String> BUDGET = Set.of("budget", "budget-per-second");

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

  /** One of blanks says nothing, and its default is not what was meant. */
  Map<String, String> settings(Map<String, String> settings) {
    settings.forEach((setting, value) -> {
      if (value.isBlank()) {
        throw wrong(
            "settings." + setting, "a value, or the setting left out for its default", "", null);
      }
    });
    return settings;
  }

  /** Every setting is one that somebody reads. */
  void known(Map<String, String> settings, ConnectorFactory factory) {
    var read = new TreeSet<>(factory.settings());
    read.addAll(BUDGET);
    for (String setting : new TreeSet<>(settings.keySet())) {
      if (read.stream().noneMatch(one -> fits(setting, one))) {
        throw wrong(
            "settings." + setting,
            "one of the settings of %s, which are %s".formatted(factory.vendor(), read),
            setting,
            null);
      }
    }
  }

  private static boolean fits(String setting, String one) {
    return one.endsWith(".*")
        ? setting.startsWith(one.substring(0, one.length() - 1))
        : setting.equals(one);
  }

  Duration longer(String key, Duration than, Duration time) {
    if (time.compareTo(than) > 0) {
      return time;
    }
    throw wrong(key, "a time such as 5s", time.toString(), null);
  }

  /** What is polled is known by its polls; a second measure would be one that nobody reads. */
  Optional<Duration> expectedEvery(Optional<Duration> every, boolean polled) {
    if (every.isPresent() && polled) {
      throw wrong(
          "expected-every",
          "no such time of a connection with poll, whose polls say whether it answers",
          every.get().toString(),
          null);
    }
    return every.map(time -> longer("expected-every", Duration.ZERO, time));
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
