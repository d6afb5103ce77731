package io.plumbline.endtoend;

import io.plumbline.embedded.EmbeddedKafka;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.embedded.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that a day left behind in Kafka, in both databases and in the logs, looked through for words.
 */
final class Remains {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BEFORE_AND_AFTER = 60;

  private final Path home;
  private final Pattern words;
  private final Map<String, Long> looked = new TreeMap<>();
  private final List<String> found = new ArrayList<>();

  /**
   * @param home the directory of a run that has ended
   * @param words what is looked for
   */
  Remains(Path home, Pattern words) {
    this.home = home;
    this.words = words;
  }

  /** Looks through everything. */
  Remains searched() throws IOException, SQLException {
    logs();
    topics();
    for (String database : List.of("orders", "reconciler")) {
      tables(database);
    }
    return this;
  }

  /** How many texts each topic, table and log has, by names such as {@code topic plumbline.x}. */
  Map<String, Long> looked() {
    return looked;
  }

  /** Where the words stand, with what stands around them. */
  List<String> found() {
    return found;
  }

  private void logs() throws IOException {
    try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
      for (Path log : logs.toList()) {
        look("log " + log.getFileName(), Files.readString(log));
      }
    }
  }

  private void topics() {
    try (var kafka = EmbeddedKafka.start(home.resolve("kafka"), Ports.free());
        var consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all, PATIENCE);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(PATIENCE).forEach(record -> look("topic " + record.topic(), text(record)));
      }
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return Stream.concat(
            Stream.of(record.key(), record.value()),
            Stream.of(record.headers().toArray()).map(header -> header.value()))
        .map(bytes -> bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8))
        .reduce("", (one, other) -> one + "\n" + other);
  }

  private void tables(String database) throws SQLException {
    try (var server = EmbeddedPostgres.start(home.resolve("postgresql"), Ports.free());
        Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl(database), server.username(), server.password())) {
      for (String table :
          column(
              connection,
              """
              select format('%I.%I', table_schema, table_name) from information_schema.tables
              where table_schema not in ('pg_catalog', 'information_schema')
              """)) {
        for (String row : column(connection, "select t::text from " + table + " t")) {
          look("table " + database + "." + table, row);
        }
      }
    }
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private void look(String where, String text) {
    looked.merge(where, 1L, Long::sum);
    Stream.of(text, bytesIn(text))
        .flatMap(each -> words.matcher(each).results().map(match -> around(each, match)))
        .forEach(around -> found.add(where + ": …" + around + "…"));
  }

  /** PostgreSQL shows bytes in hex; what is not encrypted there would be readable. */
  private static String bytesIn(String row) {
    return Pattern.compile("\\\\x((?:[0-9a-f]{2})+)")
        .matcher(row)
        .results()
        .map(match -> new String(HexFormat.of().parseHex(match.group(1)), StandardCharsets.UTF_8))
        .reduce("", (one, other) -> one + "\n" + other);
  }

  private static String around(String text, MatchResult match) {
    return text.substring(
        Math.max(0, match.start() - BEFORE_AND_AFTER),
        Math.min(text.length(), match.end() + BEFORE_AND_AFTER));
  }
}
