package io.plumbline.embedded.launch;

import io.plumbline.embedded.Ports;

/** Who listens where. */
record DemoPorts(
    int postgres,
    int kafka,
    int storefront,
    int secondStorefront,
    int erp,
    int warehouse,
    int orders,
    int secondOrders,
    int reconciler) {

  static DemoPorts free() {
    return new DemoPorts(
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free(),
        Ports.free());
  }

  static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Where a vendor's webhooks of one connection go, less the topic. */
  String webhooks(String connection) {
    return url(orders) + "/webhooks/" + connection;
  }
}
