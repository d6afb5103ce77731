package io.plumbline.order;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** The service over a real PostgreSQL and Kafka, between an emulated storefront and an ERP. */
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "orders"))
@QuarkusTestResource(EmulatedSystems.class)
abstract class OnRealParts {

  final Shopfront shop = new Shopfront(Control.ofShop(), Shopfront.CONNECTION);
  final Books books = new Books(Control.ofErp());
}
