package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What a connection holds of an order, facet by facet; an absent facet is not held. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Facets(
    @Nullable Commercial commercial, @Nullable Fulfilment fulfilment, @Nullable Billing billing) {

  public static final Facets NOTHING = new Facets(null, null, null);
}
