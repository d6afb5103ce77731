package io.plumbline.sandbox.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Whole lines of a file with the position behind each; a last line without its end is not one. */
final class LineSource implements AutoCloseable {
  private final InputStream in;
  private long position;

  LineSource(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        position += line.size() + 1L;
        return line.toByteArray();
      }
      line.write(b);
    }
    return null;
  }

  /** The byte behind the last line that was returned. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
