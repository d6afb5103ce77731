package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Directories that come and go with the stack. */
public final class Directories {

  private Directories() {}

  /** A directory that is gone when this JVM is, however it ends. */
  static Path temporary(String prefix) {
    try {
      Path directory = Files.createTempDirectory(prefix);
      deleteAtEnd(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for " + prefix, e);
    }
  }

  /** Has the directory deleted when this JVM has ended, however it ends. */
  public static void deleteAtEnd(Path directory) {
    Warden.deleteAtEnd(directory);
  }

  /** Has nothing deleted after all. */
  public static void spare() {
    Warden.spareDirectories();
  }

  public static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new Deletion());
    } catch (java.nio.file.NoSuchFileException gone) {
      // what we wanted
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " could not be deleted", e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
