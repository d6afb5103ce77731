package io.plumbline.reconciler.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** The consumer group under which the topology reads. */
@ConfigMapping(prefix = "quarkus.kafka-streams")
interface StreamsGroup {

  @WithName("application-id")
  String id();
}
