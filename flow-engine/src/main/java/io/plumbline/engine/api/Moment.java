package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that happened to an entity, in one of its systems or on the way there. */
@Schema(
    description = "One thing that happened; `kind` tells which",
    requiredProperties = "kind",
    oneOf = {Moment.Observed.class, Moment.Attempted.class, Moment.Died.class},
    discriminatorProperty = "kind",
    discriminatorMapping = {
      @DiscriminatorMapping(value = "observation", schema = Moment.Observed.class),
      @DiscriminatorMapping(value = "attempt", schema = Moment.Attempted.class),
      @DiscriminatorMapping(value = "deadLetter", schema = Moment.Died.class)
    })
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Moment {

  Instant at();

  /** Not a component of the records, so it has to be named to be told. */
  @JsonProperty
  String kind();

  String connection();

  /** A system said something. */
  @Schema(
      name = "ObservationMoment",
      description = "A system said something",
      requiredProperties = "kind")
  record Observed(
      Instant at,
      String connection,
      String externalId,
      @Schema(description = "Source epoch milliseconds × 1000 + read sequence") long version,
      @Schema(description = "When it happened in its system") Instant occurredAt,
      @Schema(description = "Whether the record is gone there") boolean deleted,
      @Schema(description = "What it said, by facet; personal fields left out") JsonNode facets,
      @Schema(description = "How it came, and the mapping that read it") JsonNode evidence)
      implements Moment {
    @Override
    public String kind() {
      return "observation";
    }
  }

  /** We wrote, or tried to. */
  @Schema(
      name = "AttemptMoment",
      description = "We wrote, or tried to",
      requiredProperties = "kind")
  record Attempted(
      Instant at,
      String connection,
      @Schema(description = "The attempt's number") long id,
      @Schema(description = "Of the order, that was to be reached") long revision,
      @Schema(description = "Of the attempt, from 1") int number,
      @Schema(description = "What was called") String step,
      @Schema(description = "Ours, by which the record is found again") String reference,
      @Schema(description = "What was sent, personal fields left out") JsonNode sent,
      @Schema(description = "What became of it, such as delivered, rejected or unknown")
          String outcome,
      @Schema(description = "What failed: status, code and field") @Nullable String detail,
      @Schema(description = "What the vendor said, in its own words; may name a person")
          @Nullable String quoted,
      @Nullable Instant finishedAt,
      @Nullable String externalId)
      implements Moment {
    @Override
    public String kind() {
      return "attempt";
    }
  }

  /** Something could not be used or delivered. */
  @Schema(
      name = "DeadLetterMoment",
      description = "Something could not be used or delivered",
      requiredProperties = "kind")
  record Died(
      Instant at,
      String connection,
      @Schema(description = "The letter's number") long id,
      @Schema(
              description = "What died",
              enumeration = {"inbound", "delivery", "reread", "exception"})
          String of,
      @Schema(description = "The class of the cause") String cause,
      @Schema(description = "What was expected, what was found and the remedy") String explanation,
      @Schema(description = "What the vendor said, in its own words; may name a person")
          @Nullable String quoted,
      @Schema(enumeration = {"open", "retried", "resolved", "discarded"}) String state,
      @Nullable Instant closedAt)
      implements Moment {
    @Override
    public String kind() {
      return "deadLetter";
    }
  }
}
