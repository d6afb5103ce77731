package io.plumbline.bench.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Ours beside the bare baseline, round by round: a machine that slows down slows both.
 *
 * @param unit what is counted, such as {@code requests}
 * @param aim the ratio that DESIGN section 10 aims at
 */
public record Comparison(
    String name, String unit, double aim, List<Samples> ours, List<Samples> bare) {

  public Comparison {
    if (ours.isEmpty() || ours.size() != bare.size()) {
      throw new IllegalArgumentException(
          "expected as many rounds of ours as of the baseline, found %d and %d"
              .formatted(ours.size(), bare.size()));
    }
    ours = List.copyOf(ours);
    bare = List.copyOf(bare);
  }

  /** The median of the rounds' ratios of rates, each of two rounds that ran one after the other. */
  public double ratio() {
    double[] ratios =
        IntStream.range(0, ours.size())
            .mapToDouble(i -> ours.get(i).perSecond() / bare.get(i).perSecond())
            .sorted()
            .toArray();
    int middle = ratios.length / 2;
    return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
  }

  public Samples ourTotal() {
    return total(ours);
  }

  public Samples bareTotal() {
    return total(bare);
  }

  private static Samples total(List<Samples> rounds) {
    return rounds.stream().reduce(Samples::plus).orElseThrow();
  }
}
