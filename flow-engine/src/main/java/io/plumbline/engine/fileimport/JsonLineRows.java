package io.plumbline.engine.fileimport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows of a JSON Lines file: one payload a line, as the vendor sends it. */
public final class JsonLineRows implements Iterator<FileRow> {

  private final BufferedReader file;
  private long line;
  private @Nullable String ahead;

  public JsonLineRows(Reader file) {
    this.file = new BufferedReader(file);
  }

  @Override
  public boolean hasNext() {
    try {
      while (ahead == null || ahead.isBlank()) {
        ahead = file.readLine();
        if (ahead == null) {
          return false;
        }
        line++;
      }
      return true;
    } catch (IOException e) {
      throw new UnreadableFile(
          "expected lines of UTF-8, found others behind line " + line + ".", e);
    }
  }

  @Override
  public FileRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String row = String.valueOf(ahead);
    ahead = null;
    return new FileRow.Payload(line, row.getBytes(StandardCharsets.UTF_8));
  }
}
