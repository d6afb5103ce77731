package io.plumbline.reconciler.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes an RFC 9457 problem body; it leaks no internals. */
public class Problems {
  static final String PROBLEM = "application/problem+json";

  private static final int RETRY_SECONDS = 2;

  /** A problem body. */
  @Schema(name = "Problem", description = "Why a request was not answered (RFC 9457)")
  public record Problem(
      @Schema(description = "Always about:blank: the title is that of the status") String type,
      @Schema(examples = "Bad Request") String title,
      @Schema(description = "The HTTP status again", examples = "400") int status,
      @Schema(description = "What was expected and what was found") String detail) {}

  @ServerExceptionMapper
  public Response refused(Refusal refusal) {
    return problem(refusal.status(), String.valueOf(refusal.getMessage()));
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
    if (failure.getCause() instanceof CharConversionException) {
      return undecodable();
    }
    return problem(status, said(status));
  }

  @ServerExceptionMapper
  public Response undecodable(CharConversionException undecodable) {
    return undecodable();
  }

  private static Response undecodable() {
    return problem(400, "expected a body in UTF-8, found other bytes");
  }

  private static String said(int status) {
    return switch (status) {
      case 404 -> "nothing is found at this path";
      case 405 -> "expected a method that the resource offers";
      case 406 -> "expected to be asked for application/json";
      case 413 -> "expected a smaller body";
      case 415 -> "expected a body of the type application/json";
      default -> "the request cannot be read";
    };
  }

  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException mismatched) {
    return unreadable(mismatched);
  }

  @ServerExceptionMapper
  public Response failed(Exception failure) {
    if (Unreachable.is(failure)) {
      return unreachable();
    }
    Log.error("request failed", failure);
    return problem(500, "the request failed for a reason of our own; the log has it");
  }

  private static Response unreachable() {
    return Response.fromResponse(
            problem(
                503,
                "expected the ledger's database to answer, found that it cannot be reached: try"
                    + " again; /q/health/ready tells when it is back"))
        .header("Retry-After", RETRY_SECONDS)
        .build();
  }

  private static Response problem(int status, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Problem" : known.getReasonPhrase();
    return Response.status(status)
        .type(PROBLEM)
        .entity(new Problem("about:blank", title, status, detail))
        .build();
  }
}
