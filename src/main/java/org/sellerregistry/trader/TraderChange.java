package org.sellerregistry.trader;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.v1.ChangeKind;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.TraderKeys;

/**
 * One revision of a trader, ready to be written.
 *
 * @param tenant the marketplace
 * @param id the trader's key
 * @param time when it happens
 * @param kind why
 * @param caller who makes it
 * @param before the trader before; without a revision if it is new
 * @param after the trader after, with its new revision
 * @param sections the sections that changed, as they are after
 * @param request the idempotency key of the call, if it gave one
 * @param keys the trader's data keys
 */
public record TraderChange(
    Tenant tenant,
    UUID id,
    Instant time,
    ChangeKind kind,
    Caller caller,
    Trader before,
    Trader after,
    Map<SectionKind, Message> sections,
    Optional<RequestKey> request,
    TraderKeys keys) {

  /**
   * What makes a call idempotent.
   *
   * @param id the caller's {@code request_id}
   * @param digest a keyed digest of the request
   * @param same whether a stored digest is of the same request, whatever key it was made with
   */
  public record RequestKey(UUID id, ByteString digest, Predicate<ByteString> same) {}

  boolean isNew() {
    return before.getRevision() == 0;
  }
}
