package io.plumbline.embedded.launch;

import io.plumbline.embedded.Child;
import io.plumbline.embedded.EmbeddedPostgres;

/** PostgreSQL, one database per service. */
record DatabasePart(EmbeddedPostgres postgres) implements Part {

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public int port() {
    return postgres.port();
  }

  @Override
  public Child spawn() {
    return postgres.spawn();
  }

  @Override
  public void awaitReady(Child child) {
    postgres.awaitReady(child);
    postgres.createDatabase("orders");
    postgres.createDatabase("reconciler");
  }
}
