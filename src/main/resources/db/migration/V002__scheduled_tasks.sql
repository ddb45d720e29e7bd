-- Work that is due at a time. The table belongs to the library db-scheduler, which names its columns;
-- times are UTC as everywhere.

CREATE TABLE scheduled_tasks (
  task_name            VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  task_instance        VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  task_data            BLOB         NULL,
  execution_time       DATETIME(6)  NOT NULL,
  picked               BOOLEAN      NOT NULL,
  picked_by            VARCHAR(50)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  last_success         DATETIME(6)  NULL,
  last_failure         DATETIME(6)  NULL,
  consecutive_failures INT          NULL,
  last_heartbeat       DATETIME(6)  NULL,
  version              BIGINT       NOT NULL,
  priority             SMALLINT     NULL,
  PRIMARY KEY (task_name, task_instance),
  KEY scheduled_tasks_by_execution_time (execution_time),
  KEY scheduled_tasks_by_last_heartbeat (last_heartbeat)
) ENGINE = InnoDB;

-- When the sources of a trader were asked last and are asked next, and how often in a row without an
-- answer to every question. No row: never.
CREATE TABLE source_inquiry (
  marketplace       BINARY(16)  NOT NULL,
  trader            BINARY(16)  NOT NULL,
  attempts          INT         NOT NULL,
  last_attempt_time DATETIME(6) NULL,
  next_attempt_time DATETIME(6) NULL,
  PRIMARY KEY (marketplace, trader)
) ENGINE = InnoDB;
