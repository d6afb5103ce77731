package io.plumbline.engine.mapping;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** {@code plumbline.mappings}: where an installation keeps mappings of its own. */
@ConfigMapping(prefix = "plumbline.mappings")
public interface MappingsConfig {

  /** A file here, such as {@code shopify/order.yaml}, replaces the one that ships. */
  Optional<Path> directory();
}
