package org.sellerregistry.storage;

/** Where a schema stands against the migrations that the program knows. */
public sealed interface SchemaState {

  /** The newest version that the program knows. */
  String known();

  /** The schema is the one that the program knows. */
  record Current(String known) implements SchemaState {}

  /** Migrations are pending; {@code found} is {@code 0} for an empty schema. */
  record Behind(String found, String known, int pending) implements SchemaState {}

  /** A newer program migrated the schema. */
  record Ahead(String found, String known) implements SchemaState {}
}
