package org.sellerregistry.vault;

import java.util.UUID;

/**
 * A ciphertext or a data key is not what the registry wrote in that place: its bytes were altered,
 * the row was swapped with another, or the key ring is another one.
 *
 * <p>Says which record, never what it holds.
 */
public final class RecordDamagedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private RecordDamagedException(String message) {
    super(message);
  }

  static RecordDamagedException record(RetentionClass retentionClass, Binding binding) {
    return new RecordDamagedException(
        "Record of %s in %s of trader %s does not open in its place"
            .formatted(retentionClass, binding.table(), binding.trader()));
  }

  /** A document does not open in its place, is cut off, or is not there. */
  public static RecordDamagedException document(Binding binding) {
    return new RecordDamagedException(
        "Document of trader %s does not open in its place %s"
            .formatted(binding.trader(), binding.parts()));
  }

  /** Something was sealed, and its key is not there, though nobody shredded it. */
  static RecordDamagedException noDataKey(UUID trader, RetentionClass retentionClass) {
    return new RecordDamagedException(
        "Data key of %s of trader %s is not there".formatted(retentionClass, trader));
  }

  static RecordDamagedException dataKey(UUID trader, RetentionClass retentionClass, int epoch) {
    return new RecordDamagedException(
        "Data key of %s of trader %s does not unwrap under epoch %d of the key ring"
            .formatted(retentionClass, trader, epoch));
  }
}
