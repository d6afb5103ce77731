package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happened to an entity, in one of its systems or on the way there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Moment {

  Instant at();

  /** Not a component of the records, so it has to be named to be told. */
  @JsonProperty
  String kind();

  String connection();

  /** A system said something. */
  record Observed(
      Instant at,
      String connection,
      String externalId,
      long version,
      Instant occurredAt,
      boolean deleted,
      JsonNode facets,
      JsonNode evidence)
      implements Moment {
    @Override
    public String kind() {
      return "observation";
    }
  }

  /**
   * We wrote, or tried to.
   *
   * @param quoted what the vendor said, in its own words, which may name a person
   */
  record Attempted(
      Instant at,
      String connection,
      long id,
      long revision,
      int number,
      String step,
      String reference,
      JsonNode sent,
      String outcome,
      @Nullable String detail,
      @Nullable String quoted,
      @Nullable Instant finishedAt,
      @Nullable String externalId)
      implements Moment {
    @Override
    public String kind() {
      return "attempt";
    }
  }

  /**
   * Something could not be used or delivered.
   *
   * @param quoted what the vendor said, in its own words, which may name a person
   */
  record Died(
      Instant at,
      String connection,
      long id,
      String of,
      String cause,
      String explanation,
      @Nullable String quoted,
      String state,
      @Nullable Instant closedAt)
      implements Moment {
    @Override
    public String kind() {
      return "deadLetter";
    }
  }
}
