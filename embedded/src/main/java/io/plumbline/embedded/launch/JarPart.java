package io.plumbline.embedded.launch;

import io.plumbline.embedded.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An executable jar that serves HTTP on the loopback interface. */
record JarPart(
    String name,
    int port,
    String probe,
    List<String> command,
    Map<String, String> environment,
    Path log)
    implements Part {

  /** A cold start on two cores that six processes share. */
  private static final Duration START = Duration.ofMinutes(2);

  JarPart {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  @Override
  public Optional<String> url() {
    return Optional.of("http://127.0.0.1:" + port);
  }

  @Override
  public Child spawn() {
    return Child.start(name, command, environment, log);
  }

  @Override
  public void awaitReady(Child child) {
    var answer = new HttpProbe("http://127.0.0.1:" + port + probe);
    child.awaitReady(answer::succeeds, START);
  }
}
