package org.sellerregistry.access;

/**
 * A call that asks to be let in.
 *
 * @param rule what holds for the method
 * @param personAsserted whether the caller named the person itself
 */
record AccessRequest(MethodRule rule, Caller caller, boolean personAsserted) {}
