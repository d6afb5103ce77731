package io.plumbline.engine.publish;

/** Keys are published in order within their shard, by one publisher at a time. */
final class Shards {

  static final int COUNT = 16;

  private Shards() {}

  static short of(String key) {
    return (short) Math.floorMod(key.hashCode(), COUNT);
  }
}
