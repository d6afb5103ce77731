package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered, as RFC 9457 has it.
 *
 * @param parameter the parameter or field that is to blame, where one is
 */
@Schema(name = "Problem", description = "Why a request was not answered (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, @Nullable String parameter) {

  public static final String MEDIA_TYPE = "application/problem+json";
}
