package io.plumbline.embedded.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/**
 * A KRaft broker and controller in one process: formats its storage if it is new, serves until told
 * to stop.
 */
public final class Broker {

  private Broker() {}

  /**
   * Takes the properties file, the cluster id for new storage, and a file that is written with this
   * process's id once the broker serves.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "expected PROPERTIES CLUSTER-ID READY-FILE, found " + args.length + " arguments");
    }
    format(args[0], args[1]);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(Utils.loadProps(args[0])), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
    server.startup();
    announce(Path.of(args[2]));
    server.awaitShutdown();
  }

  private static void format(String properties, String clusterId) {
    int code =
        StorageTool.execute(
            new String[] {"format", "--ignore-formatted", "-t", clusterId, "-c", properties},
            System.out);
    if (code != 0) {
      throw new IllegalStateException(
          "the storage described by " + properties + " could not be formatted: code " + code);
    }
  }

  private static void announce(Path ready) {
    try {
      Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new UncheckedIOException("the broker serves but cannot say so in " + ready, e);
    }
  }
}
