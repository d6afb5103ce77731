package io.plumbline.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Asks the container engine's own socket whether somebody is there; a client program without an
 * engine is none.
 */
final class ContainerEngine {

  private static final String PING = "GET /_ping HTTP/1.0\r\nHost: localhost\r\n\r\n";

  private ContainerEngine() {}

  static boolean answers() {
    return addresses().anyMatch(ContainerEngine::answersPing);
  }

  private static Stream<SocketAddress> addresses() {
    String configured = System.getenv("DOCKER_HOST");
    if (configured != null && !configured.isBlank()) {
      return Stream.of(address(URI.create(configured)));
    }
    String runtime = Objects.requireNonNullElse(System.getenv("XDG_RUNTIME_DIR"), "/run");
    return Stream.of(
            Path.of("/var/run/docker.sock"),
            Path.of(runtime, "docker.sock"),
            Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"))
        .filter(Files::exists)
        .map(UnixDomainSocketAddress::of);
  }

  private static SocketAddress address(URI host) {
    return "unix".equals(host.getScheme())
        ? UnixDomainSocketAddress.of(host.getPath())
        : new InetSocketAddress(host.getHost(), host.getPort());
  }

  private static boolean answersPing(SocketAddress address) {
    try (SocketChannel engine = SocketChannel.open(address)) {
      engine.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      engine.read(answer);
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
          .contains(" 200 ");
    } catch (IOException | java.nio.channels.UnresolvedAddressException nobody) {
      return false;
    }
  }
}
