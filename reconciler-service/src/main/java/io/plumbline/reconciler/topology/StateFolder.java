package io.plumbline.reconciler.topology;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The local state, which is only a copy of what the cluster keeps. State of another cluster would
 * be taken for this one's, since offsets alone do not tell clusters apart: it is thrown away.
 */
@ApplicationScoped
class StateFolder {
  private static final String MARK = "cluster-id";
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final Path folder;
  private final boolean temporary;

  @Inject
  StateFolder(StreamsConfig config, Run run) {
    this(Path.of(config.stateDir()), config.stateDir().endsWith(run.runId()));
  }

  StateFolder(Path folder, boolean temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /** Where Kafka Streams keeps its state. */
  @ConfigMapping(prefix = "kafka-streams")
  interface StreamsConfig {
    @WithName("state.dir")
    String stateDir();
  }

  /** What names this one run of the process. */
  @ConfigMapping(prefix = "plumbline.reconciler")
  interface Run {
    String runId();
  }

  /** The streams hold files open until they are closed; closing them twice does no harm. */
  void stop(@Observes ShutdownEvent event, KafkaStreams streams) {
    if (temporary && streams.close(CLOSE)) {
      delete();
    }
  }

  /** What was made for this run alone goes with it. */
  void delete() {
    try {
      if (temporary) {
        empty();
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      Log.warnf("temporary state stays behind: folder=%s cause=%s", folder, e.getMessage());
    }
  }

  void fit(String cluster) {
    try {
      Path mark = folder.resolve(MARK);
      if (Files.exists(mark) && Files.readString(mark).equals(cluster)) {
        return;
      }
      clear();
      create();
      Files.writeString(mark, cluster);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected a writable state folder, found %s: set KAFKA_STREAMS_STATE_DIR to one"
              .formatted(folder),
          e);
    }
  }

  /** Only what is surely ours is thrown away: a wrong setting must not cost somebody's files. */
  private void clear() throws IOException {
    if (contents().isEmpty()) {
      return;
    }
    if (!Files.exists(folder.resolve(MARK))) {
      throw new IllegalStateException(
          "expected the state folder %s to be empty or of a reconciler, found other files: set %s to a folder of its own"
              .formatted(folder, "KAFKA_STREAMS_STATE_DIR"));
    }
    Log.infof("state belongs to another cluster and is thrown away: folder=%s", folder);
    empty();
  }

  private void empty() throws IOException {
    for (Path path : contents()) {
      Files.delete(path);
    }
  }

  /** Everything in the folder, what is deepest first. */
  private List<Path> contents() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
  }

  /** Nobody else may read it or put anything in it; what exists keeps the rights it has. */
  private void create() throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }
}
