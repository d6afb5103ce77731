package io.plumbline.engine.api;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.fileimport.CsvRows;
import io.plumbline.engine.fileimport.FileRow;
import io.plumbline.engine.fileimport.ImportFile;
import io.plumbline.engine.fileimport.ImportFile.Imported;
import io.plumbline.engine.fileimport.JsonLineRows;
import io.plumbline.engine.fileimport.UnreadableFile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes files in: exports of a system, when it has no other way to speak. */
@Path("/api/imports/{connection}")
@Tag(name = "Imports")
public class ImportsResource {

  // One operation of the description, whatever the format.
  private static final String SUMMARY = "Take in a file, a record a row";
  private static final String FORMATS =
      "CSV: the header names paths of the vendor's payload, as the mappings read them: id,"
          + " shipping_address.zip, line_items[0].sku (RFC 4180). JSON Lines: each line is a payload"
          + " as the vendor sends it. Both are UTF-8; a row that was taken before is recognised.";
  private static final String TOPIC =
      "The shape of the rows, as the connector names it: orders/updated of Shopify,"
          + " poll/salesOrder of NetSuite";

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Connections connections;
  private final ImportFile files;

  ImportsResource(Connections connections, ImportFile files) {
    this.connections = connections;
    this.files = files;
  }

  @POST
  @Consumes("text/csv")
  @Operation(operationId = "importFile", summary = SUMMARY, description = FORMATS)
  @APIResponse(responseCode = "200", description = "Rows read, accepted, and refused by reason")
  public Imported csv(
      @PathParam("connection") String connection,
      @Parameter(description = TOPIC, example = "orders/updated", required = true)
          @QueryParam("topic")
          @Nullable String topic,
      InputStream file)
      throws IOException {
    return rows(connection, topic, file, CsvRows::new);
  }

  @POST
  @Consumes({"application/x-ndjson", "application/jsonl"})
  @Operation(summary = SUMMARY, description = FORMATS)
  @APIResponse(responseCode = "200", description = "Rows read, accepted, and refused by reason")
  public Imported lines(
      @PathParam("connection") String connection,
      @Parameter(description = TOPIC, example = "orders/updated", required = true)
          @QueryParam("topic")
          @Nullable String topic,
      InputStream file)
      throws IOException {
    return rows(connection, topic, file, JsonLineRows::new);
  }

  private Imported rows(
      String connection,
      @Nullable String topic,
      InputStream file,
      Function<Reader, Iterator<FileRow>> format)
      throws IOException {
    if (connections.find(connection).isEmpty()) {
      throw Refused.unknown("connection", connection);
    }
    var shape =
        Parameters.text(topic)
            .orElseThrow(() ->
                Refused.parameter("topic", "the shape of the rows, such as orders/updated", ""));
    try {
      return files.rows(connection, shape, format.apply(text(file)));
    } catch (CharacterCodingException e) {
      throw Refused.because(422, "expected UTF-8, found other bytes at the beginning.");
    } catch (UnreadableFile e) {
      throw Refused.because(422, e.getMessage() + " Rows before it were taken.");
    } catch (ImportFile.Interrupted e) {
      throw Refused.because(503, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Malformed bytes are an error, never a question mark; a leading byte order mark is none of it.
   */
  private static Reader text(InputStream file) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }
}
