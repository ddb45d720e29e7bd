-- Keys that are rotated and destroyed, and data that ends.

-- The versions of the key ring's keys, without the keys. A writer holds its version's row shared
-- until it commits, and writes nothing under one that is retired: so whoever retired a version and
-- then finds nothing under it knows that nothing will come.
CREATE TABLE key_version (
  keyset       TINYINT     NOT NULL,
  version      INT         NOT NULL,
  state        TINYINT     NOT NULL,
  normal_forms SMALLINT    NOT NULL,
  create_time  DATETIME(6) NOT NULL,
  retire_time  DATETIME(6) NULL,
  destroy_time DATETIME(6) NULL,
  PRIMARY KEY (keyset, version)
) ENGINE = InnoDB;

-- Which servers use the key ring, and how much of it each has read. Times are the database's.
CREATE TABLE key_ring_reader (
  id         BINARY(16)  NOT NULL,
  generation BIGINT      NOT NULL,
  seen_time  DATETIME(6) NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

-- Long work: what is done of it, and where it goes on. exclusive keeps a second of its kind away
-- while it runs.
CREATE TABLE operation (
  id              BINARY(16)    NOT NULL,
  kind            TINYINT       NOT NULL,
  target          VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  exclusive       VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  state           TINYINT       NOT NULL,
  phase           TINYINT       NOT NULL,
  version         INT           NOT NULL,
  accept_loss     BOOLEAN       NOT NULL,
  position        VARBINARY(64) NULL,
  done_count      BIGINT        NOT NULL,
  failed_count    BIGINT        NOT NULL,
  total_count     BIGINT        NOT NULL,
  reason_code     VARCHAR(60)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  principal       VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  person          VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  create_time     DATETIME(6)   NOT NULL,
  update_time     DATETIME(6)   NOT NULL,
  end_time        DATETIME(6)   NULL,
  PRIMARY KEY (id),
  UNIQUE KEY operation_by_exclusive (exclusive),
  KEY operation_by_state (state, id)
) ENGINE = InnoDB;

-- A class that was shredded keeps its row, without a key and in epoch 0, so that nobody makes it a
-- new one. A negative epoch is that of a key which did not unwrap when its epoch ended.
ALTER TABLE data_key
  MODIFY wrapped VARBINARY(255) NULL,
  ADD shred_time DATETIME(6) NULL;

-- When the data of a class is to be looked at next: its retention ends then, or what stopped it.
CREATE TABLE retention_due (
  marketplace     BINARY(16)  NOT NULL,
  trader          BINARY(16)  NOT NULL,
  retention_class TINYINT     NOT NULL,
  due_time        DATETIME(6) NOT NULL,
  PRIMARY KEY (marketplace, trader, retention_class),
  KEY retention_due_by_due_time (due_time)
) ENGINE = InnoDB;

-- Erasures that a person asked for, and the other person who confirmed them.
CREATE TABLE trader_erasure (
  marketplace       BINARY(16)   NOT NULL,
  trader            BINARY(16)   NOT NULL,
  id                BINARY(16)   NOT NULL,
  retention_classes INT          NOT NULL,
  state             TINYINT      NOT NULL,
  reason            VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  principal         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  person            VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  create_time       DATETIME(6)  NOT NULL,
  confirm_principal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  confirm_person    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  end_time          DATETIME(6)  NULL,
  PRIMARY KEY (marketplace, trader, id)
) ENGINE = InnoDB;

-- Orders to keep a trader's data, which stop every end of it.
CREATE TABLE preservation (
  marketplace       BINARY(16)   NOT NULL,
  trader            BINARY(16)   NOT NULL,
  id                BINARY(16)   NOT NULL,
  authority         VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  reference         VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  until_time        DATETIME(6)  NULL,
  principal         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  person            VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  create_time       DATETIME(6)  NOT NULL,
  release_principal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  release_person    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  release_time      DATETIME(6)  NULL,
  PRIMARY KEY (marketplace, trader, id)
) ENGINE = InnoDB;
