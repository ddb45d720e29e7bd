package org.sellerregistry.storage;

/**
 * How reads that come together shared queries since the start; reads by queries is how many a query
 * answered.
 *
 * @param reads reads that were asked of the database, without those whose calls were cancelled
 *     before
 * @param queries queries made for them
 * @param waiting reads that wait now
 */
public record ReadUse(long reads, long queries, int waiting) {}
