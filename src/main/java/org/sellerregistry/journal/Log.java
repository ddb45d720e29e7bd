package org.sellerregistry.journal;

import org.sellerregistry.v1.JournalLog;

/** The journal's two logs. The codes are stored. */
public enum Log {
  /** Every mutation. */
  REGISTRY(1, JournalLog.JOURNAL_LOG_REGISTRY, "registry"),
  /** Every return of confidential data. */
  ACCESS(2, JournalLog.JOURNAL_LOG_ACCESS, "access");

  private final int code;
  private final JournalLog message;
  private final String text;

  Log(int code, JournalLog message, String text) {
    this.code = code;
    this.message = message;
    this.text = text;
  }

  int code() {
    return code;
  }

  /** The contract's value. */
  public JournalLog message() {
    return message;
  }

  /** Its part of the log's origin, {@code registry} or {@code access}. */
  public String text() {
    return text;
  }

  static Log of(int code) {
    for (var log : values()) {
      if (log.code == code) {
        return log;
      }
    }
    throw new JournalDamagedException("The journal has no log " + code);
  }

  /** The log of the contract's value; REGISTRY if it is not set. */
  public static Log of(JournalLog message) {
    return message == JournalLog.JOURNAL_LOG_ACCESS ? ACCESS : REGISTRY;
  }
}
