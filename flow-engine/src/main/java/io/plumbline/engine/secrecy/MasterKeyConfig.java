package io.plumbline.engine.secrecy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Optional;

/** {@code plumbline.master-key}: base64 of 32 random bytes, from the environment only. */
@ConfigMapping(prefix = "plumbline.master-key")
public interface MasterKeyConfig {

  @WithParentName
  Optional<String> value();
}
