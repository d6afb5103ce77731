package io.plumbline.reconciler.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes what is called the same wherever it is asked for. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class SharedParameters implements OASFilter {

  @Override
  public Parameter filterParameter(Parameter parameter) {
    switch (String.valueOf(parameter.getName())) {
      case "connection" ->
          describe(parameter, "The connection that is wrong, by its name", "netsuite");
      case "currency" -> describe(parameter, "Only this currency, by ISO 4217", "GBP");
      case "cursor" ->
          describe(
              parameter,
              "What the page before gave as `next`; opaque",
              "MjAyNi0xMi0wMVQwOTowMDowMFp8OWQ1ZWQ2NzhmZTU3YmNjYTYxMDE0MDk1");
      case "id" ->
          describe(
              parameter,
              "The id, which a discrepancy keeps when it becomes a finding",
              "9d5ed678fe57bcca61014095");
      case "key" -> describe(parameter, "The key of the order concerned", "shopify-eu:5120");
      case "limit" -> {
        describe(parameter, "How many at most", Paging.USUAL);
        parameter.setSchema(limit());
      }
      default -> {
        // Described where it is read.
      }
    }
    return parameter;
  }

  private static void describe(Parameter parameter, String description, Object example) {
    parameter.description(description).setExample(example);
  }

  private static Schema limit() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.INTEGER)
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(Paging.MOST))
        .defaultValue(Paging.USUAL);
  }
}
