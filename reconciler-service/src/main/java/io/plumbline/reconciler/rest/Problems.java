package io.plumbline.reconciler.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place where a failure becomes an RFC 9457 problem body; it leaks no internals. */
public class Problems {
  static final String PROBLEM = "application/problem+json";

  /** A problem body. */
  @Schema(name = "Problem", description = "Why a request was not answered (RFC 9457)")
  public record Problem(
      @Schema(description = "Always about:blank: the title is that of the status") String type,
      @Schema(examples = "Bad Request") String title,
      @Schema(description = "The HTTP status again", examples = "400") int status,
      @Schema(description = "What was expected and what was found", nullable = true)
          @Nullable String detail) {}

  @ServerExceptionMapper
  public Response refused(Refusal refusal) {
    return problem(refusal.status(), refusal.getMessage());
  }

  @ServerExceptionMapper
  public Response invalid(ConstraintViolationException invalid) {
    String detail =
        invalid.getConstraintViolations().stream()
            .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    return problem(400, detail);
  }

  @ServerExceptionMapper
  public Response unreadable(JsonProcessingException unreadable) {
    return problem(400, "expected a JSON body of the documented shape");
  }

  @ServerExceptionMapper
  public Response web(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    if (failure.getCause() instanceof JsonProcessingException) {
      return problem(400, "expected a JSON body of the documented shape");
    }
    return problem(status, null);
  }

  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException mismatched) {
    return unreadable(mismatched);
  }

  @ServerExceptionMapper
  public Response failed(Exception failure) {
    Log.error("request failed", failure);
    return problem(500, null);
  }

  private static Response problem(int status, @Nullable String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Problem" : known.getReasonPhrase();
    return Response.status(status)
        .type(PROBLEM)
        .entity(new Problem("about:blank", title, status, detail))
        .build();
  }
}
