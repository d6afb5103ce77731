package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message or delivery that the flow service has given up on, or taken up again. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLettered(
    @Nullable String key,
    @JsonProperty(required = true) String connection,
    @JsonProperty(required = true) Instant observedAt,
    @Nullable String kind,
    @Nullable String state,
    @Nullable Reason cause,
    @Nullable Evidence evidence)
    implements ChangeEvent {

  public boolean ofDelivery() {
    return key != null && !"inbound".equals(kind);
  }

  public boolean open() {
    return state == null || state.equals("open");
  }
}
