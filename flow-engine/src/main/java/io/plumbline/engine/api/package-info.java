/** The REST API that every flow service has, and how all of them answer when they refuse. */
@OpenAPIDefinition(
    info = @Info(title = "Plumbline flow service", version = "1"),
    components =
        @Components(
            // Named for its schema, which would be dropped as unused; ErrorAnswers says the rest.
            responses =
                @APIResponse(
                    name = "Failed",
                    content =
                        @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))))
@NullMarked
package io.plumbline.engine.api;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.NullMarked;
