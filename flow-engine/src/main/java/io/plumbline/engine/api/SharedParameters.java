package io.plumbline.engine.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes what is called the same wherever it is asked for, unless a resource says more. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class SharedParameters implements OASFilter {

  @Override
  public Parameter filterParameter(Parameter parameter) {
    switch (String.valueOf(parameter.getName())) {
      case "connection" -> describe(parameter, "A connection's name in plumbline.yaml", "netsuite");
      case "cursor" ->
          describe(
              parameter, "What the page before gave as `next`; opaque", "c2hvcGlmeS1ldTo1MTIw");
      case "key" ->
          describe(
              parameter,
              "The entity's key: connection and external id of what was heard of it first",
              "shopify-eu:5120");
      case "limit" -> {
        describe(parameter, "How many at most", Parameters.USUAL);
        parameter.setSchema(limit());
      }
      default -> {
        // Described where it is read.
      }
    }
    return parameter;
  }

  private static void describe(Parameter parameter, String description, Object example) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(description);
    }
    if (parameter.getExample() == null) {
      parameter.setExample(example);
    }
  }

  private static Schema limit() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.INTEGER)
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(Parameters.MOST))
        .defaultValue(Parameters.USUAL);
  }
}
