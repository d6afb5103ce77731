package io.plumbline.sandbox.player;

import io.plumbline.sandbox.chaos.Health;
import io.plumbline.sandbox.chaos.Processes;

/** The order service under the launcher. */
record SupervisedOrderService(Processes processes, Health health)
    implements Disturbances.OrderService {

  @Override
  public boolean kill() {
    return processes.kill("order-service");
  }

  @Override
  public boolean hasCaughtUp() {
    return health.ordersCaughtUp();
  }
}
