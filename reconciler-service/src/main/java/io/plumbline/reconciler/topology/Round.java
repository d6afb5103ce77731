package io.plumbline.reconciler.topology;

/**
 * The way from an order to what it shares with others and back again. Both topics are compacted,
 * since what is said under one name replaces what was said before it, and have as many partitions
 * as the changes.
 *
 * @param claims what orders say, by what they share
 * @param answers what follows from it, by order
 */
public record Round(String claims, String answers, int partitions) {}
