-- Documents that support what traders declared.

-- One row a document that is stored in whole. Its bytes lie in the document store under the row's
-- id, encrypted with document_key, which is sealed under the trader's data key of the section's
-- retention class. The token is the digest's, blind, so that the same document is found again.
CREATE TABLE evidence (
  marketplace    BINARY(16)     NOT NULL,
  trader         BINARY(16)     NOT NULL,
  id             BINARY(16)     NOT NULL,
  section        TINYINT        NOT NULL,
  media_type     VARCHAR(100)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  size           BIGINT         NOT NULL,
  upload_time    DATETIME(6)    NOT NULL,
  token          BINARY(16)     NOT NULL,
  token_version  SMALLINT       NOT NULL,
  request_id     BINARY(16)     NULL,
  request_digest BINARY(16)     NULL,
  document_key   VARBINARY(255) NOT NULL,
  format_version TINYINT        NOT NULL,
  ciphertext     MEDIUMBLOB     NOT NULL,
  PRIMARY KEY (marketplace, trader, id),
  UNIQUE KEY evidence_by_request_id (marketplace, request_id),
  KEY evidence_by_token (marketplace, token)
) ENGINE = InnoDB;

-- What may lie in the document store without belonging to evidence: uploads under way, and what is
-- to be removed. A row is written before the first byte is stored and deleted in the transaction
-- that stores the evidence; past its time, or once abandoned, the document is removed.
CREATE TABLE unclaimed_document (
  id          BINARY(16)  NOT NULL,
  abandoned   BOOLEAN     NOT NULL,
  expire_time DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY unclaimed_document_by_expire_time (expire_time)
) ENGINE = InnoDB;
