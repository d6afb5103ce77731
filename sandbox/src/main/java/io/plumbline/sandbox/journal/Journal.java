package io.plumbline.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of JSON lines from which a killed emulator comes back; without a file it
 * remembers nothing.
 */
public final class Journal implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private Journal(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** Replays what the file holds, entry by entry, and goes on behind it. */
  public static Journal open(Optional<Path> file, BiConsumer<String, JsonNode> replay) {
    if (file.isEmpty()) {
      return new Journal(null);
    }
    try {
      Path path = file.get().toAbsolutePath();
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      if (Files.exists(path)) {
        replay(path, replay);
      }
      return new Journal(
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Given to the operating system at once: what was answered survives a kill of the process, not a
   * power cut.
   */
  public synchronized void append(String kind, Object value) {
    if (channel == null) {
      return;
    }
    String head = "{\"" + kind + "\":";
    byte[] body = Json.bytes(value);
    ByteBuffer line = ByteBuffer.allocate(head.length() + body.length + 2);
    line.put(head.getBytes(StandardCharsets.UTF_8)).put(body).put((byte) '}').put((byte) '\n');
    line.flip();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replay(Path path, BiConsumer<String, JsonNode> replay) throws IOException {
    long whole = 0;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        LineSource lines = new LineSource(Files.newInputStream(path))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        Json.read(line).properties().forEach(e -> replay.accept(e.getKey(), e.getValue()));
        whole = lines.position();
      }
      // A kill in the middle of an append leaves half a line, which nobody was told about.
      file.setLength(whole);
    }
  }
}
