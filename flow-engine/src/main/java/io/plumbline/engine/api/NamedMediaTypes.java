package io.plumbline.engine.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses headers that name no media type before anything is done for them: the server would read
 * them only once it has an answer, and fail then. What vendors send is taken whatever its headers.
 */
public final class NamedMediaTypes {

  private static final String OURS = "/api/";

  @ServerRequestFilter(preMatching = true)
  public void check(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith(OURS)) {
      check(request, HttpHeaders.ACCEPT);
      check(request, HttpHeaders.CONTENT_TYPE);
    }
  }

  private static void check(ContainerRequestContext request, String header) {
    for (String value : request.getHeaders().getOrDefault(header, List.of())) {
      for (String type : value.split(",", -1)) {
        if (!named(type)) {
          throw Refused.parameter(header, "media types such as application/json", value);
        }
      }
    }
  }

  private static boolean named(String type) {
    try {
      MediaType.valueOf(type.strip());
      return true;
    } catch (IllegalArgumentException _) {
      return false; // which is what is asked here
    }
  }
}
