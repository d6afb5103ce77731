package io.plumbline.engine.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.plumbline.engine.sql.Trouble;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.CharConversionException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place where an exception becomes an answer. Internals stay inside. */
public final class Problems {

  private static final int RETRY_SECONDS = 2;

  @ServerExceptionMapper
  public Response refused(Refused refused) {
    return answer(refused.status(), detail(refused), refused.parameter().orElse(null)).build();
  }

  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException mismatch) {
    return unreadable(mismatch);
  }

  @ServerExceptionMapper
  public Response malformed(JacksonException malformed) {
    return unreadable(malformed);
  }

  @ServerExceptionMapper
  public Response http(WebApplicationException http) {
    if (http.getCause() instanceof JacksonException malformed) {
      return unreadable(malformed);
    }
    if (http.getCause() instanceof CharConversionException) {
      return answer(400, "expected a body in UTF-8, found other bytes.", null).build();
    }
    var response = http.getResponse();
    var problem = answer(response.getStatus(), said(response.getStatus()), null);
    // What the status calls for, such as Allow.
    response
        .getStringHeaders()
        .forEach((name, values) -> {
          if (!name.toLowerCase(Locale.ROOT).startsWith("content-")) {
            values.forEach(value -> problem.header(name, value));
          }
        });
    return problem.build();
  }

  @ServerExceptionMapper
  public Response failed(Throwable failure, UriInfo request) {
    if (Trouble.in(failure)) {
      return answer(503, "The database cannot be reached at the moment. Try again.", null)
          .header("Retry-After", RETRY_SECONDS)
          .build();
    }
    if (Trouble.ofValue(failure)) {
      return answer(
              400,
              "expected values that can be stored, found one that cannot: a NUL character, a name too long to be looked up, or a number or time out of range.",
              null)
          .build();
    }
    if (failure instanceof CharConversionException) {
      return answer(400, "expected a body in UTF-8, found other bytes.", null).build();
    }
    if (callerLeft(failure)) {
      // Whoever left sends it again; nothing of it was taken.
      Log.debugf("The caller left before its request was read: path=%s", request.getPath());
      return answer(400, "The request ended before its body did.", null).build();
    }
    Log.errorf(failure, "A request failed: path=%s", request.getPath());
    return answer(500, "The request failed for a reason of our own; the log has it.", null).build();
  }

  private static boolean callerLeft(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof HttpClosedException || callerLeft(failure.getCause()));
  }

  private static Response unreadable(JacksonException unreadable) {
    var field =
        unreadable instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    var place = unreadable.getLocation();
    return answer(
            400,
            field.isEmpty()
                ? "expected a JSON body of the documented shape, found another at line %d, column %d"
                    .formatted(
                        place == null ? 1 : place.getLineNr(),
                        place == null ? 1 : place.getColumnNr())
                : "expected a value of the documented type",
            field.isEmpty() ? null : field)
        .build();
  }

  private static Response.ResponseBuilder answer(
      int status, String detail, @Nullable String parameter) {
    return Response.status(status)
        .type(Problem.MEDIA_TYPE)
        .entity(new Problem("about:blank", title(status), status, detail, parameter));
  }

  private static String detail(Throwable refused) {
    var message = refused.getMessage();
    return message == null ? "" : message;
  }

  private static String title(int status) {
    var known = Response.Status.fromStatusCode(status);
    return switch (status) {
      case 422 -> "Unprocessable Content";
      default -> known == null ? "HTTP " + status : known.getReasonPhrase();
    };
  }

  private static String said(int status) {
    return switch (status) {
      case 400 -> "The request cannot be read.";
      case 404 -> "Nothing is found at this path.";
      case 405 -> "The resource does not offer this method.";
      case 406 -> "The resource is not offered in an accepted media type.";
      case 413 -> "The body is larger than what is accepted here.";
      case 415 -> "The body's media type is not read here.";
      default -> "The request was not answered.";
    };
  }
}
