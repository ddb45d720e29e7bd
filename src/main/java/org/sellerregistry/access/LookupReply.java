package org.sellerregistry.access;

/** A reply to a question for one name that is not there as a message. */
public interface LookupReply {
  /** Whether it says that what was asked for does not exist. */
  boolean isMiss();
}
