-- The public keys that signed the journal's checkpoints, each from these sizes of the two logs on; the
-- one before it signed up to them. Each but the first is named by the last entry of the registry's tree
-- of its size, so that a row which is altered is found.
CREATE TABLE journal_key (
  registry_size BIGINT     NOT NULL,
  access_size   BIGINT     NOT NULL,
  public_key    BINARY(32) NOT NULL,
  PRIMARY KEY (registry_size)
) ENGINE = InnoDB;
