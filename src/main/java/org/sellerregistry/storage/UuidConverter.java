package org.sellerregistry.storage;

import java.util.UUID;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** {@code BINARY(16)} as an identifier, big-endian. Used by the generated tables. */
public final class UuidConverter extends AbstractConverter<byte[], UUID> {

  private static final long serialVersionUID = 1;

  public UuidConverter() {
    super(byte[].class, UUID.class);
  }

  @Override
  public @Nullable UUID from(byte @Nullable [] bytes) {
    return bytes == null ? null : Ids.fromBytes(bytes);
  }

  @Override
  public byte @Nullable [] to(@Nullable UUID id) {
    return id == null ? null : Ids.toBytes(id);
  }
}
