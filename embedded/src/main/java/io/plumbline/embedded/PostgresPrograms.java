package io.plumbline.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's own programs, unpacked once per user and version from the artifact on the class
 * path.
 */
final class PostgresPrograms {

  private final Path home;

  private PostgresPrograms(Path home) {
    this.home = home;
  }

  static PostgresPrograms unpacked() {
    String archive = archive();
    try (InputStream found = PostgresPrograms.class.getResourceAsStream("/" + archive)) {
      if (found == null) {
        throw new IllegalStateException(
            "no PostgreSQL programs for this machine: " + archive + " is not on the class path");
      }
      byte[] packed = found.readAllBytes();
      Path home = cache().resolve("postgresql-" + Digests.sha256(packed).substring(0, 16));
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        unpack(packed, home);
      }
      return new PostgresPrograms(home);
    } catch (IOException e) {
      throw new UncheckedIOException("the PostgreSQL programs could not be unpacked", e);
    }
  }

  String initdb() {
    return home.resolve("bin/initdb").toString();
  }

  String postgres() {
    return home.resolve("bin/postgres").toString();
  }

  private static String archive() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch");
    String processor =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default ->
              throw new IllegalStateException(
                  "no PostgreSQL programs for processors of kind " + machine);
        };
    return "postgres-" + system + "-" + processor + ".txz";
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("plumbline");
  }

  private static void unpack(byte[] packed, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
    extract(packed, unfinished);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Directories.delete(unfinished);
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        throw e;
      } // otherwise another process was faster, which is as good
    }
  }

  private static void extract(byte[] packed, Path target) throws IOException {
    try (var archive =
        new TarArchiveInputStream(
            new BufferedInputStream(
                new XZCompressorInputStream(new java.io.ByteArrayInputStream(packed))))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        write(archive, entry, target);
      }
    }
  }

  private static void write(InputStream content, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException(
          "the archive holds an entry outside of its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
