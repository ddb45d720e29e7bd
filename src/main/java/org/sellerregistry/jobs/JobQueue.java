package org.sellerregistry.jobs;

import static org.sellerregistry.storage.generated.Tables.SCHEDULED_TASKS;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.NewRow;

/**
 * Adds instances to {@linkplain OneTimeJob jobs} in the caller's own transaction: the work is there
 * if and only if what made it necessary was committed.
 *
 * <p>The library's own way to add work opens a transaction of its own, so that a crash between two
 * commits would lose one of the two.
 */
public final class JobQueue {

  /**
   * Adds an instance; one that waits already stays, and is moved if this one is to be done sooner.
   *
   * <p>An instance that is being done at the moment is not done again. Where that matters the
   * instance's key says what is to be done, such as the revision to be looked at.
   *
   * @param instance unique for the job, of at most a hundred ASCII characters
   */
  public <T extends Record> void add(
      DSLContext db, String job, String instance, T data, Instant when) {
    db.insertInto(SCHEDULED_TASKS)
        .set(SCHEDULED_TASKS.TASK_NAME, job)
        .set(SCHEDULED_TASKS.TASK_INSTANCE, instance)
        .set(SCHEDULED_TASKS.TASK_DATA, JobData.bytes(data))
        .set(SCHEDULED_TASKS.EXECUTION_TIME, when)
        .set(SCHEDULED_TASKS.PICKED, false)
        .set(SCHEDULED_TASKS.VERSION, 1L)
        .onDuplicateKeyUpdate()
        .set(
            SCHEDULED_TASKS.EXECUTION_TIME,
            DSL.least(
                SCHEDULED_TASKS.EXECUTION_TIME,
                new Field<?>[] {DSL.val(when, SCHEDULED_TASKS.EXECUTION_TIME)}))
        .execute();
  }

  /**
   * As {@link #add}, of an instance that nobody else can have added: together with other new rows,
   * in a context that {@linkplain Inserts#collect collects} them.
   */
  public <T extends Record> void addNew(
      DSLContext db, String job, String instance, T data, Instant when) {
    Inserts.insert(
        db,
        NewRow.into(SCHEDULED_TASKS)
            .set(SCHEDULED_TASKS.TASK_NAME, job)
            .set(SCHEDULED_TASKS.TASK_INSTANCE, instance)
            .set(SCHEDULED_TASKS.TASK_DATA, JobData.bytes(data))
            .set(SCHEDULED_TASKS.EXECUTION_TIME, when)
            .set(SCHEDULED_TASKS.PICKED, false)
            .set(SCHEDULED_TASKS.VERSION, 1L));
  }

  /** When an instance is to be done next; empty if there is none. */
  public Optional<Instant> next(DSLContext db, String job, String instance) {
    return db.select(SCHEDULED_TASKS.EXECUTION_TIME)
        .from(SCHEDULED_TASKS)
        .where(SCHEDULED_TASKS.TASK_NAME.eq(job))
        .and(SCHEDULED_TASKS.TASK_INSTANCE.eq(instance))
        .fetchOptional(SCHEDULED_TASKS.EXECUTION_TIME);
  }

  /** How many instances of the jobs are due or being done. */
  int countDue(DSLContext db, Collection<String> jobs, Instant now) {
    return db.selectCount()
        .from(SCHEDULED_TASKS)
        .where(SCHEDULED_TASKS.EXECUTION_TIME.le(now))
        .and(SCHEDULED_TASKS.TASK_NAME.in(jobs))
        .fetchSingle()
        .value1();
  }
}
