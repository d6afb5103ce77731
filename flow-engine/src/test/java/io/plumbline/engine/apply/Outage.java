package io.plumbline.engine.apply;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that cannot be reached while a test says so. */
final class Outage {

  private final DataSource database;
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile boolean away;

  Outage(DataSource database) {
    this.database = database;
  }

  void away(boolean now) {
    away = now;
  }

  /** How often somebody asked in vain. */
  int refusals() {
    return refusals.get();
  }

  DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            Outage.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (away && method.getName().equals("getConnection")) {
                refusals.incrementAndGet();
                throw new SQLException("connection refused", "08001");
              }
              try {
                return method.invoke(database, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
