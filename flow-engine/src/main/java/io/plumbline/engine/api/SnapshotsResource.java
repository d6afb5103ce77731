package io.plumbline.engine.api;

import io.plumbline.engine.snapshot.SnapshotCursor;
import io.plumbline.engine.snapshot.Snapshots;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a system lists at this moment, to find what no event ever told. */
@Path("/api/snapshots/{connection}")
@Tag(name = "Snapshots")
public class SnapshotsResource {

  static final String LINES = "application/x-ndjson";

  private final Snapshots snapshots;

  SnapshotsResource(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @GET
  @Produces(LINES)
  @Extension(name = ErrorAnswers.NEVER, value = "503")
  @Operation(
      operationId = "listSnapshot",
      summary = "A full listing, pulled from the vendor while it is read",
      description =
          "One JSON object a line: `record` with what a change event would say and `readAt`;"
              + " `filtered` and `unusable` with a reason; `page` with `resume`. The last line is"
              + " `end` with the counts, or `error` with where to go on; a listing with neither was"
              + " cut short.")
  @APIResponse(
      responseCode = "200",
      description = "The listing",
      content = @Content(mediaType = LINES, schema = @Schema(implementation = String.class)))
  public StreamingOutput list(
      @PathParam("connection") String connection,
      @Parameter(
              example = "eyJhZnRlciI6IjUxMjAifQ",
              description = "The resume of a page or an error line; behind it the listing goes on")
          @QueryParam("from")
          @Nullable String from) {
    var snapshot =
        snapshots.of(connection).orElseThrow(() -> Refused.unknown("connection", connection));
    var resume =
        Parameters.text(from)
            .map(cursor ->
                SnapshotCursor.vendors(cursor)
                    .orElseThrow(() ->
                        Refused.parameter(
                            "from", "a cursor as an earlier line gave it in 'resume'", cursor)));
    return out -> snapshot.write(resume, out);
  }
}
