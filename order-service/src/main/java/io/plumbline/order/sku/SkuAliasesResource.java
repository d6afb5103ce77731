package io.plumbline.order.sku;

import io.plumbline.engine.api.ErrorAnswers;
import io.plumbline.engine.api.Parameters;
import io.plumbline.engine.api.Refused;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.order.sku.SkuAliases.SkuAlias;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Answers to unknown SKUs: what an item that the storefront sells is called in the ERP. */
@Path("/api/sku-aliases")
@Tag(name = "SKU aliases")
public class SkuAliasesResource {

  private final Transactions transactions;
  private final SkuAliases aliases;
  private final AnswerSku answerSku;

  SkuAliasesResource(Transactions transactions, SkuAliases aliases, AnswerSku answerSku) {
    this.transactions = transactions;
    this.aliases = aliases;
    this.answerSku = answerSku;
  }

  /** What the item is called, and who says so. */
  @Schema(name = "SkuAnswer", description = "What the item is called, and who says so")
  public record Answer(
      @Schema(description = "The item's name in the ERP", examples = "85123A")
          @Nullable String alias,
      @Schema(examples = "ada") @Nullable String by) {}

  @GET
  @Operation(operationId = "listSkuAliases", summary = "All aliases")
  @APIResponse(responseCode = "200", description = "By SKU")
  public List<SkuAlias> list() {
    return transactions.get(aliases::all);
  }

  @PUT
  @Path("{sku}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ErrorAnswers.NEVER, value = "404")
  @Operation(
      operationId = "answerSku",
      summary = "Answer an unknown SKU",
      description = "The orders that wait for it go out again by a new revision.")
  @APIResponse(responseCode = "200", description = "The alias, and how many orders it set going")
  public AnswerSku.Answered put(
      @Parameter(description = "As the storefront sells it", example = "85123B") @PathParam("sku")
          String sku,
      @Nullable Answer answer) {
    if (answer == null) {
      throw Refused.field("alias", "the item's name in the ERP", "no body");
    }
    var alias = Parameters.said("alias", "the item's name in the ERP", answer.alias());
    if (alias.equals(sku)) {
      throw Refused.field("alias", "another name than the SKU's own", "'" + alias + "'");
    }
    var sold = Parameters.said("sku", "an item as the storefront sells it", sku);
    return answerSku.answer(sold, alias, Parameters.said("by", "who says so", answer.by()));
  }

  @DELETE
  @Path("{sku}")
  @Operation(
      operationId = "deleteSkuAlias",
      summary = "Take an answer back",
      description = "Orders that went out stay as they are.")
  @APIResponse(responseCode = "204", description = "Gone")
  public void delete(
      @Parameter(description = "As the storefront sells it", example = "85123B") @PathParam("sku")
          String sku) {
    if (!transactions.get(tx -> aliases.remove(tx, sku))) {
      throw Refused.unknown("alias for the SKU", sku);
    }
  }
}
