package org.sellerregistry.server;

import org.sellerregistry.evidence.EvidenceStore;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.TokenStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.verification.CheckStore;

/** Where traders and what belongs to them are kept. */
record Stores(
    TraderStore traders,
    RevisionStore revisions,
    StorefrontStore storefronts,
    TokenStore tokens,
    PublicInfoStore publicInfo,
    CheckStore checks,
    EvidenceStore evidence) {

  static Stores of(Vault vault, Ids ids) {
    return new Stores(
        new TraderStore(vault),
        new RevisionStore(),
        new StorefrontStore(vault),
        new TokenStore(vault.blindIndex()),
        new PublicInfoStore(vault),
        new CheckStore(ids),
        new EvidenceStore(vault.blindIndex()));
  }
}
