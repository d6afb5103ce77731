/** The REST API that every flow service has, and how all of them answer when they refuse. */
@OpenAPIDefinition(
    info = @Info(title = "Plumbline flow service", version = "1"),
    components =
        @Components(
            responses = {
              @APIResponse(
                  name = Errors.BAD_REQUEST,
                  description = "A parameter or the body cannot be read; `parameter` names it",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.FORGED,
                  description = "The signature is of none of the live secrets",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.NOT_FOUND,
                  description = "There is no such thing",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.CONFLICT,
                  description = "It stands in a state that does not allow it",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.TOO_LARGE,
                  description = "The body is larger than what is accepted here",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.UNSUPPORTED,
                  description = "The body's media type is not read here",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.UNPROCESSABLE,
                  description = "Well formed, and says what cannot be; `parameter` names the field",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = Errors.UNAVAILABLE,
                  description = "Something we need cannot be reached; try again",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class)))
            }))
@NullMarked
package io.plumbline.engine.api;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.NullMarked;
