-- The registry's tables, alike on MySQL 8.4 to 9.x and MariaDB 11.
--
-- Plain columns hold only states, times and keys; what a trader declared lies in ciphertexts.
-- Identifiers and external ids are binary or compared byte by byte, never in a case-insensitive
-- collation. Times are UTC with microseconds. An interval is closed at its begin and open at its
-- end; an end of '9999-12-31' means that it lasts, so that a unique key can hold it.
-- Every key of a tenant's table that a query may name begins with the marketplace.

CREATE TABLE marketplace (
  id                    BINARY(16)   NOT NULL,
  marketplace_id        VARCHAR(63)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  display_name          VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  default_offerings     VARCHAR(700) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  anonymous_public_info BOOLEAN      NOT NULL,
  revision              BIGINT       NOT NULL,
  create_time           DATETIME(6)  NOT NULL,
  update_time           DATETIME(6)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY marketplace_by_marketplace_id (marketplace_id)
) ENGINE = InnoDB;

-- What a principal may do. Rows are revoked, never deleted.
CREATE TABLE access_grant (
  id                BINARY(16)   NOT NULL,
  principal         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  role              TINYINT      NOT NULL,
  marketplace       BINARY(16)   NULL,
  may_assert_person BOOLEAN      NOT NULL,
  expire_time       DATETIME(6)  NULL,
  revoke_time       DATETIME(6)  NULL,
  create_time       DATETIME(6)  NOT NULL,
  PRIMARY KEY (id),
  KEY access_grant_by_principal (principal)
) ENGINE = InnoDB;

-- One row a trader; locked first by every change to the trader.
CREATE TABLE trader (
  marketplace       BINARY(16)   NOT NULL,
  id                BINARY(16)   NOT NULL,
  external_id       VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type              TINYINT      NOT NULL,
  region_code       CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  revision          BIGINT       NOT NULL,
  create_time       DATETIME(6)  NOT NULL,
  update_time       DATETIME(6)  NOT NULL,
  contract_end_time DATETIME(6)  NULL,
  PRIMARY KEY (marketplace, id),
  UNIQUE KEY trader_by_external_id (marketplace, external_id)
) ENGINE = InnoDB;

-- One row a change to a trader. request_digest is keyed, so that a stolen table does not confirm a
-- guessed request.
CREATE TABLE trader_revision (
  marketplace    BINARY(16)   NOT NULL,
  trader         BINARY(16)   NOT NULL,
  revision       BIGINT       NOT NULL,
  revise_time    DATETIME(6)  NOT NULL,
  change_kind    TINYINT      NOT NULL,
  sections       INT          NOT NULL,
  type           TINYINT      NOT NULL,
  region_code    CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  offerings      VARCHAR(700) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  principal      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  person         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  request_id     BINARY(16)   NULL,
  request_digest BINARY(16)   NULL,
  PRIMARY KEY (marketplace, trader, revision),
  UNIQUE KEY trader_revision_by_request_id (marketplace, request_id)
) ENGINE = InnoDB;

-- The trader's data keys, one for each retention class, wrapped by the key ring's key of key_epoch.
-- Deleting a row shreds all that the key encrypted.
CREATE TABLE data_key (
  marketplace     BINARY(16)     NOT NULL,
  trader          BINARY(16)     NOT NULL,
  retention_class TINYINT        NOT NULL,
  key_epoch       INT            NOT NULL,
  wrapped         VARBINARY(255) NOT NULL,
  create_time     DATETIME(6)    NOT NULL,
  PRIMARY KEY (marketplace, trader, retention_class),
  KEY data_key_by_key_epoch (key_epoch)
) ENGINE = InnoDB;

-- The revisions of the sections. Never updated but for valid_to, once, when the next one opens.
CREATE TABLE trader_section (
  marketplace    BINARY(16)  NOT NULL,
  trader         BINARY(16)  NOT NULL,
  section        TINYINT     NOT NULL,
  revision       BIGINT      NOT NULL,
  valid_from     DATETIME(6) NOT NULL,
  valid_to       DATETIME(6) NOT NULL,
  change_kind    TINYINT     NOT NULL,
  format_version TINYINT     NOT NULL,
  ciphertext     MEDIUMBLOB  NOT NULL,
  PRIMARY KEY (marketplace, trader, section, revision)
) ENGINE = InnoDB;

-- Blind tokens of what a trader can be looked up by. A token of a former value has a valid_to.
CREATE TABLE lookup_token (
  marketplace   BINARY(16)  NOT NULL,
  token         BINARY(16)  NOT NULL,
  trader        BINARY(16)  NOT NULL,
  token_version SMALLINT    NOT NULL,
  kind          TINYINT     NOT NULL,
  section       TINYINT     NOT NULL,
  valid_from    DATETIME(6) NOT NULL,
  valid_to      DATETIME(6) NOT NULL,
  PRIMARY KEY (marketplace, token, trader, kind, section),
  KEY lookup_token_by_trader (marketplace, trader, section)
) ENGINE = InnoDB;

-- Who owned which storefront when.
CREATE TABLE storefront (
  marketplace    BINARY(16)   NOT NULL,
  storefront_id  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  valid_from     DATETIME(6)  NOT NULL,
  valid_to       DATETIME(6)  NOT NULL,
  trader         BINARY(16)   NOT NULL,
  format_version TINYINT      NOT NULL,
  ciphertext     BLOB         NOT NULL,
  PRIMARY KEY (marketplace, storefront_id, valid_from),
  UNIQUE KEY storefront_by_end (marketplace, storefront_id, valid_to),
  KEY storefront_by_trader (marketplace, trader, valid_from)
) ENGINE = InnoDB;

-- The checks of items. What a source or a person said lies in the ciphertext.
CREATE TABLE item_check (
  marketplace    BINARY(16)    NOT NULL,
  trader         BINARY(16)    NOT NULL,
  id             BINARY(16)    NOT NULL,
  item           BINARY(16)    NOT NULL,
  item_revision  BIGINT        NOT NULL,
  item_kind      TINYINT       NOT NULL,
  section        TINYINT       NOT NULL,
  method         TINYINT       NOT NULL,
  result         TINYINT       NOT NULL,
  reason_code    VARCHAR(60)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  check_time     DATETIME(6)   NOT NULL,
  expire_time    DATETIME(6)   NULL,
  request_id     BINARY(16)    NULL,
  request_digest BINARY(16)    NULL,
  format_version TINYINT       NOT NULL,
  ciphertext     BLOB          NULL,
  PRIMARY KEY (marketplace, trader, id),
  UNIQUE KEY item_check_by_request_id (marketplace, request_id)
) ENGINE = InnoDB;

-- The standings: a projection of requirements and measures, written with each change to either and
-- recomputed by the consistency check.
CREATE TABLE standing (
  marketplace   BINARY(16)  NOT NULL,
  trader        BINARY(16)  NOT NULL,
  offering      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state         TINYINT     NOT NULL,
  pack          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  pack_version  INT         NOT NULL,
  since_time    DATETIME(6) NOT NULL,
  next_due_time DATETIME(6) NULL,
  PRIMARY KEY (marketplace, trader, offering),
  KEY standing_by_state (marketplace, offering, state, trader),
  KEY standing_by_next_due_time (next_due_time)
) ENGINE = InnoDB;

-- What buyers were shown when, one interval after the other; a section of its own, encrypted like
-- the others.
CREATE TABLE public_info (
  marketplace    BINARY(16)  NOT NULL,
  trader         BINARY(16)  NOT NULL,
  offering       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  valid_from     DATETIME(6) NOT NULL,
  valid_to       DATETIME(6) NOT NULL,
  availability   TINYINT     NOT NULL,
  revision       BIGINT      NOT NULL,
  format_version TINYINT     NOT NULL,
  ciphertext     MEDIUMBLOB  NULL,
  PRIMARY KEY (marketplace, trader, offering, valid_from)
) ENGINE = InnoDB;

-- The journal's entries as their transactions committed them. The id is unique, not in the order of
-- commits.
CREATE TABLE journal_pending (
  id             BIGINT      NOT NULL AUTO_INCREMENT,
  log            TINYINT     NOT NULL,
  format_version TINYINT     NOT NULL,
  entry          BLOB        NOT NULL,
  create_time    DATETIME(6) NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;
