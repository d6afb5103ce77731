package io.plumbline.reconciler.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Calls a page by what it holds, and not by the classes it is made of. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class PageNames implements OASFilter {

  private static final String SCHEMAS = "#/components/schemas/";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = new TreeMap<>(api.getComponents().getSchemas());
    Map<String, String> names = new TreeMap<>();
    schemas.forEach((name, schema) -> page(schema).ifPresent(page -> names.put(name, page)));
    names.forEach((name, page) -> schemas.put(page, schemas.remove(name)));
    api.getComponents().setSchemas(schemas);
    answers(api).forEach(schema -> rename(schema, names));
  }

  private static Optional<String> page(Schema schema) {
    Map<String, Schema> properties = Optional.ofNullable(schema.getProperties()).orElse(Map.of());
    return Optional.ofNullable(properties.get("items"))
        .filter(items -> properties.containsKey("next") && items.getItems() != null)
        .map(items -> items.getItems().getRef())
        .map(item -> item.substring(SCHEMAS.length()) + "Page");
  }

  private static Stream<Schema> answers(OpenAPI api) {
    return api.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
        .flatMap(answer -> Stream.ofNullable(answer.getContent()))
        .flatMap(content -> content.getMediaTypes().values().stream())
        .map(MediaType::getSchema)
        .flatMap(Stream::ofNullable);
  }

  private static void rename(Schema schema, Map<String, String> names) {
    String name = schema.getRef() == null ? "" : schema.getRef().substring(SCHEMAS.length());
    if (names.containsKey(name)) {
      schema.setRef(SCHEMAS + names.get(name));
    }
  }
}
