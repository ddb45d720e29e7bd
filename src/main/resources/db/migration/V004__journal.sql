-- The journal in sequence: two logs of one format, each a Merkle tree after RFC 9162.

-- A packed entry of the access log is larger than 64 KiB under load.
ALTER TABLE journal_pending MODIFY entry MEDIUMBLOB NOT NULL;

-- The head of each log. Both rows are locked by whoever sequences. The frontier holds the roots of
-- the complete subtrees that the tree consists of, the largest first; the note is the signed
-- checkpoint of this size.
CREATE TABLE journal_log (
  log         TINYINT         NOT NULL,
  size        BIGINT          NOT NULL,
  frontier    VARBINARY(2048) NOT NULL,
  note        TEXT            CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  update_time DATETIME(6)     NOT NULL,
  PRIMARY KEY (log)
) ENGINE = InnoDB;

INSERT INTO journal_log (log, size, frontier, note, update_time) VALUES
  (1, 0, '', '', '2000-01-01 00:00:00'),
  (2, 0, '', '', '2000-01-01 00:00:00');

-- How far journal_pending was taken: the highest id, and the lower ones that were not seen, each with
-- the time when it was missed first. A transaction that commits late is found among these, without
-- a search through what was deleted and is still there for somebody's long snapshot.
CREATE TABLE journal_sequencer (
  id        TINYINT     NOT NULL,
  position  BIGINT      NOT NULL,
  gaps      MEDIUMBLOB  NOT NULL,
  scan_time DATETIME(6) NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO journal_sequencer (id, position, gaps, scan_time) VALUES
  (1, 0, '', '2000-01-01 00:00:00');

-- The entries. What is pruned loses content and salt and keeps its leaf hash.
CREATE TABLE journal_entry (
  log            TINYINT     NOT NULL,
  sequence       BIGINT      NOT NULL,
  leaf_hash      BINARY(32)  NOT NULL,
  salt           BINARY(32)  NULL,
  format_version TINYINT     NOT NULL,
  content        MEDIUMBLOB  NULL,
  marketplace    VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  trader         BINARY(16)  NULL,
  create_time    DATETIME(6) NOT NULL,
  PRIMARY KEY (log, sequence),
  KEY journal_entry_by_marketplace (marketplace, log, sequence),
  KEY journal_entry_by_trader (marketplace, trader, log, sequence)
) ENGINE = InnoDB;

-- Up to 256 hashes of complete subtrees of 256^level leaves, side by side.
CREATE TABLE journal_tile (
  log        TINYINT         NOT NULL,
  level      TINYINT         NOT NULL,
  tile_index BIGINT          NOT NULL,
  hashes     VARBINARY(8192) NOT NULL,
  PRIMARY KEY (log, level, tile_index)
) ENGINE = InnoDB;

-- Signed checkpoints that are kept, with the cosignatures of witnesses.
CREATE TABLE journal_checkpoint (
  log         TINYINT     NOT NULL,
  size        BIGINT      NOT NULL,
  note        TEXT        CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  create_time DATETIME(6) NOT NULL,
  PRIMARY KEY (log, size)
) ENGINE = InnoDB;

-- How far a reader of a log has come: the sequence number of the next entry that it takes.
CREATE TABLE journal_consumer (
  consumer VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position BIGINT      NOT NULL,
  PRIMARY KEY (consumer)
) ENGINE = InnoDB;

INSERT INTO journal_consumer (consumer, position) VALUES ('access_by_trader', 0);

-- The entries of the access log in which data of a trader was returned.
CREATE TABLE access_by_trader (
  marketplace VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  trader      BINARY(16)  NOT NULL,
  sequence    BIGINT      NOT NULL,
  PRIMARY KEY (marketplace, trader, sequence)
) ENGINE = InnoDB;
