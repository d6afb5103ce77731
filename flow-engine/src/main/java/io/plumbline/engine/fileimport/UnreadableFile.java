package io.plumbline.engine.fileimport;

import io.plumbline.engine.observation.Text;

/** A file that cannot be read on: nothing behind that line was looked at. */
public final class UnreadableFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** It may quote the file. */
  private static final int LONGEST = 1_000;

  UnreadableFile(String message, Throwable cause) {
    super(Text.cut(message, LONGEST), cause);
  }

  UnreadableFile(String message) {
    super(Text.cut(message, LONGEST));
  }
}
