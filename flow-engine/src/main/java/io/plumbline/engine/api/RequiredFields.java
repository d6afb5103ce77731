package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a body always has: of an answer the components of its record that cannot be null, as
 * the compiler checks; of a request all that it may say, since none of ours is partial.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class RequiredFields implements OASFilter {

  private static final String SCHEMAS = "#/components/schemas/";
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
  private static final DotName SCHEMA =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

  private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);

  private final List<ClassInfo> records;

  public RequiredFields(IndexView index) {
    this.records = index.getKnownClasses().stream().filter(ClassInfo::isRecord).toList();
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Set<String> asked = requests(api);
    api.getComponents()
        .getSchemas()
        .forEach((name, schema) -> {
          Map<String, Schema> properties = schema.getProperties();
          if (properties != null && asked.contains(SCHEMAS + name)) {
            require(schema, properties.keySet());
          } else if (properties != null) {
            record(name, properties.keySet()).ifPresent(record -> require(schema, never(record)));
          }
        });
  }

  /** References to what is sent to us. */
  private static Set<String> requests(OpenAPI api) {
    return api.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
        .flatMap(body -> body.getContent().getMediaTypes().values().stream())
        .flatMap(media -> Stream.ofNullable(media.getSchema()))
        .flatMap(RequiredFields::references)
        .collect(Collectors.toSet());
  }

  /** Of the schema itself, or of the choices that it leaves. */
  private static Stream<String> references(Schema schema) {
    Stream<Schema> choices = Stream.ofNullable(schema.getAnyOf()).flatMap(List::stream);
    return Stream.concat(Stream.of(schema), choices)
        .map(Schema::getRef)
        .flatMap(Stream::ofNullable);
  }

  private static void require(Schema schema, Set<String> always) {
    Set<String> required =
        new TreeSet<>(Optional.ofNullable(schema.getRequired()).orElse(List.of()));
    schema.getProperties().keySet().stream().filter(always::contains).forEach(required::add);
    List<String> inOrder = new ArrayList<>(schema.getProperties().keySet());
    inOrder.retainAll(required);
    schema.setRequired(inOrder.isEmpty() ? null : inOrder);
  }

  /** Which are never null; a component that is unwrapped stands for its own. */
  private Set<String> never(ClassInfo record) {
    return record.recordComponents().stream()
        .filter(component -> !component.type().hasAnnotation(NULLABLE))
        .flatMap(component ->
            record.field(component.name()).hasAnnotation(UNWRAPPED)
                ? unwrapped(component).stream()
                : Stream.of(component.name()))
        .collect(Collectors.toSet());
  }

  private Set<String> unwrapped(RecordComponentInfo component) {
    return records.stream()
        .filter(record -> record.name().equals(component.type().name()))
        .findFirst()
        .map(this::never)
        .orElse(Set.of());
  }

  /** The one that says so, else one of this name or, of a page, with just these components. */
  private Optional<ClassInfo> record(String name, Set<String> properties) {
    return records.stream()
        .filter(record -> name.equals(described(record)))
        .findFirst()
        .or(() ->
            records.stream()
                .filter(record -> components(record).equals(properties))
                .min(Comparator.comparing(record -> !record.simpleName().equals(name))));
  }

  private static String described(ClassInfo record) {
    AnnotationInstance schema = record.declaredAnnotation(SCHEMA);
    return schema == null || schema.value("name") == null ? "" : schema.value("name").asString();
  }

  private static Set<String> components(ClassInfo record) {
    return record.recordComponents().stream()
        .map(RecordComponentInfo::name)
        .collect(Collectors.toSet());
  }
}
