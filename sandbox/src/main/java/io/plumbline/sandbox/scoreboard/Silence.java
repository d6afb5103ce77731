package io.plumbline.sandbox.scoreboard;

import io.plumbline.sandbox.oracle.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a finding says of a connection that was not heard, read out of its words. */
final class Silence {
  private static final Pattern WORD = Pattern.compile("\\S+");

  /**
   * A poll begins before its first request; one that failed by chance is up to some polls older.
   */
  static final Duration EARLIER = Duration.ofSeconds(10);

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

  private Silence() {}

  /** Whether it names the policy's bound and the moment since when nothing was heard. */
  static boolean rightlyTold(Finding finding, Unit unit) {
    Unit.Values values = unit.values().getLast();
    Instant lastListed = Instant.parse(values.actual());
    return finding.connection().equals(unit.wrong())
        && finding.key().equals(unit.wrong())
        && named(finding.expected(), Duration::parse)
            .equals(named(values.expected(), Duration::parse))
        && named(finding.actual(), Instant::parse)
            .filter(since -> !since.isBefore(unit.from().minus(EARLIER)))
            .filter(since -> !since.isAfter(lastListed.plus(CLOCK_SKEW)))
            .isPresent();
  }

  /** The first word that is one. */
  private static <T> Optional<T> named(String words, Parser<T> parser) {
    Matcher word = WORD.matcher(words);
    while (word.find()) {
      try {
        return Optional.of(parser.parse(word.group()));
      } catch (DateTimeParseException e) {
        // Any other word.
      }
    }
    return Optional.empty();
  }

  private interface Parser<T> {
    T parse(String word);
  }
}
