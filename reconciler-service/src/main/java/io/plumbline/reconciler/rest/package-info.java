/** What every answer has in common: pages, what can be asked for, and how it is refused. */
@OpenAPIDefinition(
    info = @Info(title = "Plumbline reconciler", version = "1"),
    components =
        @Components(
            // Named for its schema, which would be dropped as unused; ErrorAnswers says the rest.
            responses =
                @APIResponse(
                    name = "Failed",
                    content =
                        @Content(
                            mediaType = Problems.PROBLEM,
                            schema = @Schema(implementation = Problems.Problem.class)))))
@NullMarked
package io.plumbline.reconciler.rest;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.NullMarked;
