package io.plumbline.order.sku;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which known SKUs an unknown one may be meant to be, the likeliest first. */
public final class Candidates {

  /** A person reads them: more than a handful is a list to search, not an answer. */
  private static final int MOST = 5;

  /** Beyond two edits, item numbers of five or six characters resemble everything. */
  private static final int FARTHEST = 2;

  /** A known SKU and why it may be the one meant. */
  @Schema(description = "A known SKU and why it may be the one meant")
  public record Candidate(String sku, String why) {}

  private record Ranked(Candidate candidate, int rank) {}

  private Candidates() {}

  public static List<Candidate> of(String unknown, Collection<String> known) {
    return known.stream()
        .distinct()
        .filter(sku -> !sku.equals(unknown))
        .map(sku -> rank(unknown, sku))
        .filter(ranked -> ranked.rank() >= 0)
        .sorted(
            Comparator.comparingInt(Ranked::rank).thenComparing(ranked -> ranked.candidate().sku()))
        .limit(MOST)
        .map(Ranked::candidate)
        .toList();
  }

  private static Ranked rank(String unknown, String sku) {
    var wanted = normal(unknown);
    var had = normal(sku);
    if (wanted.equals(had)) {
      return new Ranked(new Candidate(sku, "same but for case, blanks or hyphens"), 0);
    }
    if (stem(wanted).equals(stem(had)) && !stem(wanted).isEmpty()) {
      return new Ranked(new Candidate(sku, "same but for the letter at the end"), 1);
    }
    var distance = new LevenshteinDistance(FARTHEST).apply(wanted, had);
    // Two short names always differ by little: more than half has to agree.
    return distance > 0 && distance * 2 < Math.max(wanted.length(), had.length())
        ? new Ranked(
            new Candidate(sku, "differs in %d characters".formatted(distance)), 1 + distance)
        : new Ranked(new Candidate(sku, ""), -1);
  }

  private static String normal(String sku) {
    return sku.replaceAll("[\\s._/-]", "").toUpperCase(Locale.ROOT);
  }

  private static String stem(String normal) {
    return normal.replaceAll("(?<=[0-9])[A-Z]$", "");
  }
}
