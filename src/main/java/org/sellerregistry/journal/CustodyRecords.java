package org.sellerregistry.journal;

import org.sellerregistry.storage.generated.tables.records.DataKeyRecord;
import org.sellerregistry.storage.generated.tables.records.KeyVersionRecord;
import org.sellerregistry.storage.generated.tables.records.OperationRecord;
import org.sellerregistry.storage.generated.tables.records.PreservationRecord;
import org.sellerregistry.storage.generated.tables.records.RetentionDueRecord;
import org.sellerregistry.storage.generated.tables.records.TraderErasureRecord;
import org.sellerregistry.v1.WrittenRecord;

/** As {@link Records}, of how data is kept: its keys, its end and what forbids that. */
public final class CustodyRecords {
  private CustodyRecords() {}

  /**
   * That a class has a key, or was shredded. Not the wrapped key, which each epoch replaces: that
   * one opens in its place alone.
   */
  public static WrittenRecord of(DataKeyRecord row) {
    return Records.written(
        Records.inTrader(row.getTrader()) + "data_keys/" + row.getRetentionClass(),
        new RecordDigest().time(row.getCreateTime()).time(row.getShredTime()));
  }

  /** A version of the key ring's keys. */
  public static WrittenRecord of(KeyVersionRecord row) {
    return Records.written(
        "key_versions/%d/%d".formatted(row.getKeyset(), row.getVersion()),
        new RecordDigest()
            .number(row.getState())
            .number(row.getNormalForms())
            .time(row.getCreateTime())
            .time(row.getRetireTime())
            .time(row.getDestroyTime()));
  }

  /** An operation in its phase, without its progress within that. */
  public static WrittenRecord of(OperationRecord row) {
    return Records.written(
        "operations/" + row.getId(),
        new RecordDigest()
            .number(row.getKind())
            .text(row.getTarget())
            .text(row.getExclusive())
            .number(row.getState())
            .number(row.getPhase())
            .number(row.getVersion())
            .flag(row.getAcceptLoss())
            .text(row.getReasonCode())
            .text(row.getPrincipal())
            .text(row.getPerson())
            .time(row.getCreateTime())
            .time(row.getEndTime()));
  }

  /** When a class of a trader's data is to be looked at next. */
  public static WrittenRecord of(RetentionDueRecord row) {
    return Records.written(
        Records.inTrader(row.getTrader()) + "retention_dues/" + row.getRetentionClass(),
        new RecordDigest().time(row.getDueTime()));
  }

  public static WrittenRecord of(TraderErasureRecord row) {
    return Records.written(
        Records.inTrader(row.getTrader()) + "erasures/" + row.getId(),
        new RecordDigest()
            .number(row.getRetentionClasses())
            .number(row.getState())
            .text(row.getReason())
            .text(row.getPrincipal())
            .text(row.getPerson())
            .time(row.getCreateTime())
            .text(row.getConfirmPrincipal())
            .text(row.getConfirmPerson())
            .time(row.getEndTime()));
  }

  public static WrittenRecord of(PreservationRecord row) {
    return Records.written(
        Records.inTrader(row.getTrader()) + "preservations/" + row.getId(),
        new RecordDigest()
            .text(row.getAuthority())
            .text(row.getReference())
            .time(row.getUntilTime())
            .text(row.getPrincipal())
            .text(row.getPerson())
            .time(row.getCreateTime())
            .text(row.getReleasePrincipal())
            .text(row.getReleasePerson())
            .time(row.getReleaseTime()));
  }
}
