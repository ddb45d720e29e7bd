package org.sellerregistry.verification.electronicid;

/** A presentation breaks a rule; its message is a stable code without personal data. */
final class RefutedException extends Exception {
  private static final long serialVersionUID = 1;

  RefutedException(String reasonCode) {
    super(reasonCode);
  }

  String reasonCode() {
    return String.valueOf(getMessage());
  }
}
