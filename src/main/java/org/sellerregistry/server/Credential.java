package org.sellerregistry.server;

import java.nio.file.Path;

/**
 * What a caller of a local server proves its identity with.
 *
 * @param principal the name to give grants to
 * @param certificate a PEM file
 * @param key a PEM file, private
 * @param authority a PEM file, to know the server by
 */
public record Credential(String principal, Path certificate, Path key, Path authority) {}
