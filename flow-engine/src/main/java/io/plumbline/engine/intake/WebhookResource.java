package io.plumbline.engine.intake;

import io.plumbline.engine.api.ErrorAnswers;
import io.plumbline.engine.api.Refused;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Webhook;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where vendors send their webhooks. */
@Path("/webhooks/{connection}/{topic:.+}")
@Tag(name = "Webhooks")
public class WebhookResource {

  private static final String TOPIC = "What it is about, as the vendor names it; may hold slashes";

  private final ReceiveWebhook receiving;
  private final Connections connections;

  WebhookResource(ReceiveWebhook receiving, Connections connections) {
    this.receiving = receiving;
    this.connections = connections;
  }

  @HEAD
  @Extension(name = ErrorAnswers.NEVER, value = "400, 503")
  @Operation(
      operationId = "checkWebhook",
      summary = "Check the address",
      description = "Some vendors do so before they use it.")
  @APIResponse(responseCode = "200", description = "Webhooks of this connection are taken in here")
  public Response check(
      @org.jboss.resteasy.reactive.RestPath String connection,
      @Parameter(description = TOPIC, example = "orders/updated")
          @org.jboss.resteasy.reactive.RestPath
          String topic) {
    if (connections.find(connection).isEmpty()) {
      throw unknown();
    }
    return Response.ok().build();
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "receiveWebhook",
      summary = "Take in a webhook",
      description =
          "Answered when it is safe in the inbox. Whatever is signed is taken: content that cannot"
              + " be used becomes a dead letter, since vendors cancel subscriptions that refuse.")
  @APIResponse(
      responseCode = "200",
      description = "Stored; the body is what the vendor wants to hear, empty for most",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "401", description = "The signature is of none of the live secrets")
  public Response receive(
      @org.jboss.resteasy.reactive.RestPath String connection,
      @Parameter(description = TOPIC, example = "orders/updated")
          @org.jboss.resteasy.reactive.RestPath
          String topic,
      @Context HttpHeaders headers,
      byte[] body) {
    return switch (receiving.receive(connection, new Webhook(topic, first(headers), body))) {
      case STORED -> acknowledged(connections.connector(connection).acknowledgement());
      case UNKNOWN_CONNECTION -> throw unknown();
      case FORGED -> throw Refused.because(401, "The signature does not fit the body.");
      case TOO_LARGE -> throw Refused.because(413, "The body exceeds plumbline.intake.max-body.");
      case UNAVAILABLE ->
          throw Refused.because(503, "The delivery could not be stored; send it again.");
    };
  }

  private static Response acknowledged(String json) {
    return json.isEmpty()
        ? Response.ok().build()
        : Response.ok(json, MediaType.APPLICATION_JSON).build();
  }

  private static Refused unknown() {
    return Refused.because(404, "No connection of that name is configured.");
  }

  private static Map<String, String> first(HttpHeaders headers) {
    return headers.getRequestHeaders().entrySet().stream()
        .filter(header -> !header.getValue().isEmpty())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, header -> header.getValue().getFirst(), (a, b) -> a));
  }
}
