package io.plumbline.order;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import java.net.URI;

/** The service over a real PostgreSQL and Kafka, between an emulated storefront and an ERP. */
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "orders"))
@QuarkusTestResource(EmulatedSystems.class)
abstract class OnRealParts {

  static final URI SERVICE = URI.create("http://127.0.0.1:" + EmulatedSystems.SERVICE);

  final Shopfront shop = new Shopfront(Control.ofShop(), Shopfront.CONNECTION);
  final Books books = new Books(Control.ofErp());
}
