package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void name() {
    folder = parent.resolve("deep/state");
  }

  @Test
  void keepsWhatBelongsToTheCluster() throws IOException {
    kept().fit("one");
    Path state = Files.writeString(folder.resolve("0_0"), "state");

    kept().fit("one");

    assertThat(state).exists();
  }

  @Test
  void throwsAwayTheStateOfAnotherCluster() throws IOException {
    kept().fit("one");
    Path state = Files.writeString(folder.resolve("0_0"), "state");

    kept().fit("two");

    assertThat(state).doesNotExist();
    assertThat(folder).isDirectory();
  }

  @Test
  void deletesNothingThatIsNotSurelyItsOwn() throws IOException {
    Files.createDirectories(folder);
    Path letters = Files.writeString(folder.resolve("letters.txt"), "not ours");

    assertThatThrownBy(() -> kept().fit("one"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("KAFKA_STREAMS_STATE_DIR");

    assertThat(letters).exists();
  }

  @Test
  void letsNobodyElseIn() throws IOException {
    kept().fit("one");

    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void leavesNoTemporaryFolderBehind() {
    StateFolder temporary = new StateFolder(folder, true);
    temporary.fit("one");

    temporary.delete();

    assertThat(folder).doesNotExist();
  }

  @Test
  void leavesAFolderThatWasChosen() {
    kept().fit("one");

    kept().delete();

    assertThat(folder).isDirectory();
  }

  private StateFolder kept() {
    return new StateFolder(folder, false);
  }
}
