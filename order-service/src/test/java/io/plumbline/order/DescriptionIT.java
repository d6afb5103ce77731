package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.plumbline.sandbox.description.ServedApi;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The description of the API: published as it is served, and true where it offers words. */
@QuarkusTest
class DescriptionIT extends OnRealParts {

  private static final String PUBLISHED = "docs/api/order-service.yaml";

  /** Mechanism: the published file is the one that the build wrote. */
  @Test
  void isPublishedAsItIsServed() throws IOException {
    var file = Path.of(System.getProperty("plumbline.root"), PUBLISHED);
    var published = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));

    assertThat(ServedApi.spelled(published))
        .as(
            "%s; where the service has moved on: mvn -pl order-service -am package -DskipTests"
                + " && cp order-service/target/openapi/order-service.yaml docs/api/",
            PUBLISHED)
        .isEqualTo(ServedApi.spelled(ServedApi.of(SERVICE).document()));
  }

  /** Mechanism: the words of the description are those that the service reads. */
  @Test
  void readsEveryWordItOffersAndNoOther() {
    var api = ServedApi.of(SERVICE);

    assertThat(api.words()).hasSizeGreaterThan(15);
    assertThat(api.misread()).isEmpty();
  }
}
