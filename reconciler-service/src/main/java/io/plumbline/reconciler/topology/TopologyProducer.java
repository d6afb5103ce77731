package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.policy.Policy;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Hands the topology to Kafka Streams, once topics and state fit the cluster. */
@ApplicationScoped
class TopologyProducer {

  @Produces
  @Singleton
  Topology topology(Policy policy, Topics topics, StateFolder folder) {
    folder.fit(topics.cluster());
    return ReconcilerTopology.of(policy, topics.round());
  }

  /** Trouble with the broker passes; a thread that died of it is replaced. */
  @Produces
  @Singleton
  StreamsUncaughtExceptionHandler whenThreadsDie() {
    return failure -> {
      Log.error("reconciler thread died and is replaced", failure);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    };
  }
}
