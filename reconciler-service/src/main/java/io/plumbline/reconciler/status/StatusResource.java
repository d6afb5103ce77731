package io.plumbline.reconciler.status;

import io.plumbline.reconciler.ledger.StandingFindings;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The whole in a few numbers. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class StatusResource {
  private final StandingFindings findings;
  private final PartitionStatuses partitions;
  private final EntityManager entities;
  private final Lag lag;

  StatusResource(
      StandingFindings findings, PartitionStatuses partitions, EntityManager entities, Lag lag) {
    this.findings = findings;
    this.partitions = partitions;
    this.entities = entities;
    this.lag = lag;
  }

  /** What stands open and what it may cost. */
  @Schema(description = "What stands open and what it may cost")
  public record Summary(
      @Schema(description = "Findings that are open or acknowledged") long open,
      @Schema(description = "The same, by kind") Map<String, Long> byKind,
      @Schema(description = "Money at stake as a decimal, by currency")
          Map<String, String> exposure,
      @Schema(description = "The window of each hop, in milliseconds") Map<String, Long> windows,
      @Schema(description = "Up to when each connection was heard")
          Map<String, Instant> watermarks) {}

  /** How far the reconciler is. */
  @Schema(description = "How far the reconciler is")
  public record Progress(
      @Schema(description = "Records that have waited longer than half a second") long lag,
      @Schema(description = "Discrepancies within their windows") long pendingDeadlines,
      @Schema(description = "Records that could not be used") long deadLetters,
      @Schema(description = "Up to when each connection was heard")
          Map<String, Instant> watermarks) {}

  @GET
  @Path("/summary")
  @Transactional
  @Operation(
      operationId = "getSummary",
      summary = "Open findings, exposure, windows and watermarks")
  @APIResponse(responseCode = "200", description = "The summary")
  public Summary summary() {
    Map<String, Long> kinds = findings.byKind();
    Map<String, String> exposure = new TreeMap<>();
    findings.exposure().forEach((currency, sum) -> exposure.put(currency, sum.toPlainString()));
    PartitionStatuses.Together together = partitions.together();
    return new Summary(
        kinds.values().stream().mapToLong(Long::longValue).sum(),
        kinds,
        exposure,
        together.windows(),
        together.watermarks());
  }

  @GET
  @Path("/status")
  @Transactional
  @Operation(
      operationId = "getStatus",
      summary = "Lag, deadlines that still run, unusable records and watermarks")
  @APIResponse(responseCode = "200", description = "The status")
  public Progress status() {
    PartitionStatuses.Together together = partitions.together();
    Number letters =
        (Number) entities.createNativeQuery("select count(*) from dead_letter").getSingleResult();
    return new Progress(
        lag.records(), together.pendingDeadlines(), letters.longValue(), together.watermarks());
  }
}
