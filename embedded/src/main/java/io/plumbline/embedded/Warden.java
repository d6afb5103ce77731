package io.plumbline.embedded;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Outlives this JVM by a moment: a shell that stops our children and deletes our temporary
 * directories when this JVM ends in whatever way, SIGKILL included.
 */
final class Warden {

  // The end of its standard input is the one sign of our death that no signal can suppress.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      children= ; directories=
      newline='
      '
      while IFS= read -r line; do
        word=${line%% *} ; rest=${line#* }
        case $word in
          guard) children="$rest $children" ;;
          release)
            kept=
            for child in $children; do
              [ "${child#*:}" = "$rest" ] || kept="$kept $child"
            done
            children=$kept ;;
          delete) directories="$directories$rest$newline" ;;
          spare) directories= ;;
        esac
      done
      for child in $children; do
        kill -s "${child%%:*}" "${child#*:}" 2>/dev/null
      done
      seconds=0
      while [ $seconds -lt 15 ]; do
        alive=
        for child in $children; do
          kill -0 "${child#*:}" 2>/dev/null && alive=yes
        done
        [ -n "$alive" ] || break
        sleep 1 ; seconds=$((seconds + 1))
      done
      for child in $children; do
        kill -s KILL "${child#*:}" 2>/dev/null
      done
      printf '%s' "$directories" | while IFS= read -r directory; do
        rm -rf -- "$directory"
      done
      """;

  private static final Warden INSTANCE = new Warden();

  private final Writer orders;

  private Warden() {
    try {
      Process shell =
          new ProcessBuilder(Detached.command("sh", "-c", SCRIPT))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      orders = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("sh could not be started to watch over child processes", e);
    }
  }

  static void guard(long pid, StopSignal signal) {
    INSTANCE.say("guard " + signal + ":" + pid);
  }

  static void release(long pid) {
    INSTANCE.say("release " + pid);
  }

  static void deleteAtEnd(Path directory) {
    INSTANCE.say("delete " + directory.toAbsolutePath());
  }

  /** Withdraws the order to delete directories. */
  static void spareDirectories() {
    INSTANCE.say("spare");
  }

  private synchronized void say(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the warden of the child processes is gone; its order was: " + order, e);
    }
  }
}
