package io.plumbline.reconciler.topology;

import io.quarkus.logging.Log;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The local state, which is only a copy of what the cluster keeps. State of another cluster would
 * be taken for this one's, since offsets alone do not tell clusters apart: it is thrown away.
 */
@ApplicationScoped
class StateFolder {
  private static final String MARK = "cluster-id";

  private final Path folder;

  StateFolder(StreamsConfig config) {
    this.folder = Path.of(config.stateDir());
  }

  /** Where Kafka Streams keeps its state. */
  @ConfigMapping(prefix = "kafka-streams")
  interface StreamsConfig {
    @WithName("state.dir")
    String stateDir();
  }

  void fit(String cluster) {
    try {
      Path mark = folder.resolve(MARK);
      if (Files.exists(mark) && Files.readString(mark).equals(cluster)) {
        return;
      }
      clear();
      Files.createDirectories(folder);
      Files.writeString(mark, cluster);
    } catch (IOException e) {
      throw new UncheckedIOException("expected a writable state folder " + folder, e);
    }
  }

  private void clear() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Log.infof("state belongs to another cluster and is thrown away: folder=%s", folder);
    List<Path> contents;
    try (Stream<Path> all = Files.walk(folder)) {
      contents =
          all.filter(path -> !path.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : contents) {
      Files.delete(path);
    }
  }
}
