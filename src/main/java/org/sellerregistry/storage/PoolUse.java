package org.sellerregistry.storage;

/** What of a pool of connections is in use: connections at work, idle ones, callers that wait. */
public record PoolUse(int active, int idle, int waiting) {}
