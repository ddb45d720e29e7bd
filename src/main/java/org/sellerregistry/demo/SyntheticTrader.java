package org.sellerregistry.demo;

import org.sellerregistry.v1.ImportRecord;

/**
 * A synthetic trader.
 *
 * @param record as a marketplace imports it; its sequence is the trader's index
 * @param truth what is true of it
 */
public record SyntheticTrader(ImportRecord record, Truth truth) {}
