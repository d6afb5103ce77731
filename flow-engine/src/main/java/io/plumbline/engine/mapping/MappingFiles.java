package io.plumbline.engine.mapping;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mappings from files: an installation's own directory first, then what ships on the class path.
 */
@Singleton
public class MappingFiles implements Mappings {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final Optional<Path> directory;
  private final Unkept unkept;
  private final Map<String, Mapping> read = new ConcurrentHashMap<>();

  @Inject
  MappingFiles(MappingsConfig config, MeterRegistry meters) {
    this(
        config.directory(),
        (mapping, field) ->
            meters
                .counter("plumbline.mapping.unkept", "mapping", mapping, "field", field)
                .increment());
  }

  /** Counts nothing. */
  public MappingFiles(Optional<Path> directory) {
    this(directory, (mapping, field) -> {});
  }

  MappingFiles(Optional<Path> directory, Unkept unkept) {
    this.directory = directory;
    this.unkept = unkept;
  }

  @Override
  public Mapping named(String id) {
    if (!id.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "expected a mapping such as shopify/order, found '%s'".formatted(id));
    }
    return read.computeIfAbsent(id, this::load);
  }

  private Mapping load(String id) {
    String file = id + ".yaml";
    try {
      Optional<Path> own = directory.map(folder -> folder.resolve(file)).filter(Files::exists);
      JsonNode yaml =
          own.isPresent() ? YAML.readTree(Files.readAllBytes(own.get())) : shipped(file);
      return new RowMapping(id, yaml, unkept);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "mappings/%s: expected YAML, found what does not parse at line %d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("mappings/%s cannot be read".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("mappings/%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static JsonNode shipped(String file) throws IOException {
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream("mappings/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "expected the file on the class path or under plumbline.mappings.directory, found neither");
      }
      return YAML.readTree(in);
    }
  }
}
