/**
 * Decoders of bytes that nobody has vouched for, each as a target of a fuzzer: whatever the bytes,
 * a target throws only if the decoder broke its word. {@code mvn -Pfuzz} hunts; the suite runs the
 * seeds and what was found once.
 */
package org.sellerregistry.fuzz;
