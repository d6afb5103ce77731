package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.parcel.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Under which key something goes round, to which partition, and what it is that came. */
final class Address {
  private static final String MARK = "mark";
  private static final char BETWEEN = '\n';

  private Address() {}

  static String of(Claim claim) {
    return "claim" + BETWEEN + claim.name();
  }

  static String of(Answer answer) {
    return "answer" + BETWEEN + answer.home() + BETWEEN + answer.name();
  }

  static String of(Mark mark) {
    return MARK + BETWEEN + mark.source();
  }

  static boolean marks(String key) {
    return key.startsWith(MARK + BETWEEN);
  }

  static Claim claim(byte[] value) {
    return read(value, Claim.class);
  }

  static Answer answer(byte[] value) {
    return read(value, Answer.class);
  }

  static Mark mark(byte[] value) {
    return read(value, Mark.class);
  }

  private static <T> T read(byte[] value, Class<T> type) {
    try {
      return Json.mapper().readValue(value, type);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected a %s of ours to be readable".formatted(type.getSimpleName()), e);
    }
  }

  /** A claim goes where all claims on its number go, a mark to everybody. */
  static Optional<Set<Integer>> byNumber(String topic, String key, byte[] value, int partitions) {
    String number = key.substring(key.lastIndexOf(BETWEEN) + 1);
    return marks(key)
        ? all(partitions)
        : Optional.of(Set.of(Math.floorMod(number.hashCode(), partitions)));
  }

  /** An answer goes to the partition from which its order spoke. */
  static Optional<Set<Integer>> home(String topic, String key, byte[] value, int partitions) {
    return marks(key)
        ? all(partitions)
        : Optional.of(Set.of(Integer.valueOf(key.split(String.valueOf(BETWEEN), 3)[1])));
  }

  private static Optional<Set<Integer>> all(int partitions) {
    return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }
}
