-- Documents that end.

-- Of evidence whose section was erased the row stays, so that checks can name it and replies can say
-- what became of it: without the document's key, its token and what was sealed.
ALTER TABLE evidence
  MODIFY token         BINARY(16)     NULL,
  MODIFY token_version SMALLINT       NULL,
  MODIFY document_key  VARBINARY(255) NULL,
  MODIFY ciphertext    MEDIUMBLOB     NULL;
