package io.plumbline.engine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.engine.observation.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a request was not answered, as RFC 9457 has it. */
@Schema(name = "Problem", description = "Why a request was not answered (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    @Schema(description = "Always about:blank: the title is that of the status") String type,
    @Schema(examples = "Bad Request") String title,
    @Schema(description = "The HTTP status again", examples = "400") int status,
    @Schema(description = "What was expected and what was found") String detail,
    @Schema(description = "The parameter or field that is to blame, where one is")
        @Nullable String parameter) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int LONGEST = 2_000;

  /** What it quotes of a request is made fit to be written. */
  public Problem {
    detail = Text.cut(detail, LONGEST);
    parameter = parameter == null ? null : Text.shown(parameter);
  }
}
