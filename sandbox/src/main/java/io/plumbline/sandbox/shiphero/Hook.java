package io.plumbline.sandbox.shiphero;

/** One registered webhook; several of one name differ by the shop's name. */
record Hook(String name, String url, String shop, String secret) {
  String key() {
    return name + "/" + shop;
  }
}
