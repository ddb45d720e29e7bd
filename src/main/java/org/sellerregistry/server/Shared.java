package org.sellerregistry.server;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.RequestKeys;
import org.sellerregistry.vault.Vault;

/** What nearly every part of the server is made with. */
record Shared(
    Transactor transactor,
    Vault vault,
    Journal journal,
    RequestKeys requestKeys,
    PageTokens pageTokens,
    Ids ids,
    RandomGenerator random,
    InstantSource clock) {}
