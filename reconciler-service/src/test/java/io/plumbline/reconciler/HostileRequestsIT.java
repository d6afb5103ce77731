package io.plumbline.reconciler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.sandbox.description.ServedApi;
import io.plumbline.sandbox.hostile.HostileRequests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is asked of whichever endpoint: a result, or a problem that says why not. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class HostileRequestsIT {

  /** Mechanism: one place makes problems of exceptions, and no value of a caller is one of ours. */
  @Test
  void answersNoRequestWithAFailure() {
    URI address = Play.service();
    var requests =
        HostileRequests.of(
            ServedApi.of(address).document(),
            Map.of("id", "unknown", "day", "2026-11-27"),
            Set.of());

    assertThat(requests).hasSizeGreaterThan(500);
    assertThat(requests.stream().map(each -> each.complaint(address)).flatMap(Optional::stream))
        .isEmpty();
    given().get("/q/health/live").then().statusCode(200);
  }
}
