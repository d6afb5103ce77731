package io.plumbline.reconciler.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Describes the errors that an operation's shape makes possible, so that no resource repeats them;
 * those that have a reason of their own, such as a conflict, stand at the operation.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ErrorAnswers implements OASFilter {

  /** An extension of an operation: statuses that its shape suggests and that it never answers. */
  public static final String NEVER = "x-never";

  private enum Answer {
    BAD_REQUEST("400", "BadRequest", "A parameter or the body cannot be read; `detail` names it"),
    NOT_FOUND("404", "NotFound", "There is no such thing"),
    TOO_LARGE("413", "TooLarge", "The body is larger than what is accepted here"),
    UNSUPPORTED("415", "UnsupportedMediaType", "The body's media type is not read here"),
    FAILED("500", "Failed", "The request failed for a reason of our own; the log has it"),
    UNAVAILABLE("503", "Unavailable", "The ledger's database cannot be reached; try again");

    private final String status;
    private final String title;
    private final String description;

    Answer(String status, String title, String description) {
      this.status = status;
      this.title = title;
      this.description = description;
    }

    private boolean possible(Operation operation) {
      boolean body = operation.getRequestBody() != null;
      return switch (this) {
        case BAD_REQUEST -> body || !parameters(operation).isEmpty();
        case NOT_FOUND ->
            parameters(operation).stream().anyMatch(one -> one.getIn() == Parameter.In.PATH);
        case TOO_LARGE, UNSUPPORTED -> body;
        case FAILED, UNAVAILABLE -> true;
      };
    }

    private APIResponse described() {
      APIResponse answer =
          OASFactory.createAPIResponse().description(description).content(problem());
      return this == UNAVAILABLE ? answer.addHeader("Retry-After", retryAfter()) : answer;
    }

    private APIResponse reference() {
      return OASFactory.createAPIResponse().ref("#/components/responses/" + title);
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Components components =
        Optional.ofNullable(api.getComponents()).orElseGet(OASFactory::createComponents);
    Arrays.stream(Answer.values())
        .forEach(answer -> components.addResponse(answer.title, answer.described()));
    api.setComponents(components);
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(ErrorAnswers::complete));
  }

  private static void complete(Operation operation) {
    Set<String> never = never(operation);
    Map<String, APIResponse> answers = new TreeMap<>(operation.getResponses().getAPIResponses());
    answers.forEach((status, answer) -> {
      if (status.compareTo("400") >= 0 && answer.getContent() == null) {
        answer.setContent(problem());
      }
    });
    Arrays.stream(Answer.values())
        .filter(answer -> answer.possible(operation) && !never.contains(answer.status))
        .forEach(answer -> answers.putIfAbsent(answer.status, answer.reference()));
    operation.getResponses().setAPIResponses(answers);
  }

  private static Set<String> never(Operation operation) {
    Map<String, Object> extensions =
        Optional.ofNullable(operation.getExtensions()).orElse(Map.of());
    String never = String.valueOf(extensions.getOrDefault(NEVER, ""));
    // It stands wherever the annotation could mean, and is nobody's business but this filter's.
    operation.removeExtension(NEVER);
    operation.getResponses().removeExtension(NEVER);
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(answer -> answer.removeExtension(NEVER));
    return Set.of(never.split(", "));
  }

  private static List<Parameter> parameters(Operation operation) {
    return Optional.ofNullable(operation.getParameters()).orElse(List.of());
  }

  private static Header retryAfter() {
    return OASFactory.createHeader()
        .description("Seconds to wait")
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
  }

  private static Content problem() {
    return OASFactory.createContent()
        .addMediaType(
            Problems.PROBLEM,
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
  }
}
