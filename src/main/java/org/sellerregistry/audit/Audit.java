package org.sellerregistry.audit;

import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.sellerregistry.journal.AccessIndex;
import org.sellerregistry.journal.AccessLog;
import org.sellerregistry.journal.Checkpoints;
import org.sellerregistry.journal.JournalLag;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.JournalThread;
import org.sellerregistry.journal.PruneLogs;
import org.sellerregistry.journal.Sequencer;
import org.sellerregistry.journal.VerifierKey;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.vault.Vault;

/**
 * The journal's service, the access log and the thread that keeps both in sequence, put together.
 */
public final class Audit implements AutoCloseable {
  private final JournalThread thread;
  private final JournalLag lag;
  private final AccessLog accessLog;
  private final ServerInterceptor interceptor;
  private final WaitingChanges waitingChanges;
  private final JournalService service;
  private final TraderAccesses accesses;

  /**
   * What the parts are made of.
   *
   * @param transactor for all but sequencing
   * @param sequencing of a database of its own, whose sessions end soon after their client froze
   */
  public record Parts(
      Transactor transactor,
      Transactor sequencing,
      Vault vault,
      PageTokens pageTokens,
      InstantSource clock) {}

  /**
   * How the journal runs.
   *
   * @param interval how long a replica waits between two rounds of sequencing
   * @param batch how many entries get their place in one transaction
   * @param bounds how far it may be behind
   * @param periods how long entries keep their content
   * @param witnesses whose cosignatures are taken
   */
  public record Settings(
      Duration interval,
      int batch,
      JournalLag.Bounds bounds,
      PruneLogs.Periods periods,
      List<VerifierKey> witnesses) {
    public Settings {
      witnesses = List.copyOf(witnesses);
    }
  }

  public Audit(Parts parts, Settings settings) {
    var clock = parts.clock();
    var checkpoints = new Checkpoints(parts.vault().signingKeys());
    var reader = new JournalReader(parts.transactor(), checkpoints, clock);
    var index = new AccessIndex(parts.transactor());
    lag = new JournalLag(parts.transactor(), System::nanoTime, settings.bounds());
    thread =
        new JournalThread(
            new Sequencer(parts.sequencing(), checkpoints, clock, settings.batch()),
            index,
            reader,
            lag,
            settings.interval());
    accessLog = new AccessLog(parts.transactor(), clock);
    interceptor = new AccessLogInterceptor(accessLog, lag, clock);
    waitingChanges = new WaitingChanges(lag, settings.bounds().mostAge());
    accesses = new TraderAccesses(index, reader);
    service =
        new JournalService(
            reader,
            thread,
            new JournalMessages(checkpoints),
            accesses,
            new VerifyJournal(parts.transactor(), reader, thread, checkpoints, parts.vault()),
            parts.pageTokens(),
            new ResumeTokens(parts.vault().sealedTokens()),
            settings.witnesses());
  }

  /** Begins to sequence. */
  public void start() {
    thread.start();
  }

  /** What stands before the handlers, in this order. */
  public List<ServerInterceptor> interceptors() {
    return List.of(waitingChanges, interceptor);
  }

  /** Lets changes wait while the journal is behind. */
  public WaitingChanges waitingChanges() {
    return waitingChanges;
  }

  /** How far the sequence is behind. */
  public JournalLag lag() {
    return lag;
  }

  public JournalService service() {
    return service;
  }

  /** Who was shown data of traders. */
  public TraderAccesses accesses() {
    return accesses;
  }

  /** Stops, once no call is at work any more. */
  @Override
  public void close() {
    accessLog.close();
    thread.close();
  }
}
