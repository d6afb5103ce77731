package io.plumbline.engine.fileimport;

/** A file that cannot be read on: nothing behind that line was looked at. */
public final class UnreadableFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableFile(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableFile(String message) {
    super(message);
  }
}
