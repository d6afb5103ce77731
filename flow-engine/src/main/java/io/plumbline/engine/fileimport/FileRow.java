package io.plumbline.engine.fileimport;

/** One row of a file, with the line it begins on. */
public sealed interface FileRow {

  long line();

  byte[] body();

  /** A payload of the vendor's shape, as JSON. */
  record Payload(long line, byte[] body) implements FileRow {}

  /** What can be no payload, whoever reads it. */
  record Broken(long line, byte[] body, String explanation) implements FileRow {}
}
