package org.sellerregistry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.journal.JournalDamagedException;
import org.sellerregistry.journal.JournalReader;
import org.sellerregistry.journal.JournalReader.Filter;
import org.sellerregistry.journal.JournalThread;
import org.sellerregistry.journal.Log;
import org.sellerregistry.journal.SignedNote;
import org.sellerregistry.journal.TreeHead;
import org.sellerregistry.journal.VerifierKey;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.AddCosignatureRequest;
import org.sellerregistry.v1.Checkpoint;
import org.sellerregistry.v1.ConsistencyProof;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.GetCheckpointRequest;
import org.sellerregistry.v1.GetConsistencyProofRequest;
import org.sellerregistry.v1.GetInclusionProofRequest;
import org.sellerregistry.v1.InclusionProof;
import org.sellerregistry.v1.JournalLog;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.ListAccessesRequest;
import org.sellerregistry.v1.ListAccessesResponse;
import org.sellerregistry.v1.ListCheckpointsRequest;
import org.sellerregistry.v1.ListCheckpointsResponse;
import org.sellerregistry.v1.ListEntriesRequest;
import org.sellerregistry.v1.ListEntriesResponse;
import org.sellerregistry.v1.VerifyJournalRequest;
import org.sellerregistry.v1.VerifyJournalResponse;
import org.sellerregistry.v1.WatchRequest;
import org.sellerregistry.v1.WatchResponse;

/** The gRPC edge of the journal. */
public final class JournalService extends JournalServiceGrpc.JournalServiceImplBase
    implements AutoCloseable {
  private final JournalReader reader;
  private final JournalThread journal;
  private final JournalMessages messages;
  private final ListAccesses listAccesses;
  private final VerifyJournal verify;
  private final PageTokens pageTokens;
  private final ResumeTokens resumeTokens;
  private final List<VerifierKey> witnesses;
  private final Set<WatchStream> watches = ConcurrentHashMap.newKeySet();

  /**
   * @param witnesses whose cosignatures are taken
   */
  JournalService(
      JournalReader reader,
      JournalThread journal,
      JournalMessages messages,
      TraderAccesses accesses,
      VerifyJournal verify,
      PageTokens pageTokens,
      ResumeTokens resumeTokens,
      List<VerifierKey> witnesses) {
    this.reader = reader;
    this.journal = journal;
    this.messages = messages;
    this.listAccesses = new ListAccesses(accesses, pageTokens);
    this.verify = verify;
    this.pageTokens = pageTokens;
    this.resumeTokens = resumeTokens;
    this.witnesses = List.copyOf(witnesses);
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<WatchResponse> replies) {
    var filter = filter(request.getLog(), request.getMethod(), request.getTrader());
    var stream =
        new WatchStream(
            reader,
            journal,
            messages,
            resumeTokens,
            filter,
            request,
            (ServerCallStreamObserver<WatchResponse>) replies);
    watches.add(stream);
    var _ =
        Thread.ofVirtual()
            .name("watch")
            .start(
                Context.current()
                    .wrap(() -> {
                      try {
                        stream.run();
                      } finally {
                        watches.remove(stream);
                      }
                    }));
  }

  @Override
  public void listEntries(ListEntriesRequest request, StreamObserver<ListEntriesResponse> replies) {
    var filter = filter(request.getLog(), request.getMethod(), request.getTrader());
    long from =
        pageTokens
            .read("ListEntries", request)
            .map(JournalService::position)
            .orElse(request.getBeginSequence());
    var page = honest(() -> reader.entries(filter, from, PageTokens.size(request.getPageSize())));
    var response = ListEntriesResponse.newBuilder();
    for (var leaf : page.leaves()) {
      response.addEntries(honest(() -> JournalMessages.entry(leaf)));
    }
    if (page.more()) {
      response.setNextPageToken(pageTokens.next("ListEntries", request, bytes(page.next())));
    }
    reply(replies, response.build());
  }

  @Override
  public void listAccesses(
      ListAccessesRequest request, StreamObserver<ListAccessesResponse> replies) {
    reply(replies, listAccesses.list(request));
  }

  @Override
  public void getCheckpoint(GetCheckpointRequest request, StreamObserver<Checkpoint> replies) {
    var log = Log.of(request.getLog());
    long size = request.getTreeSize();
    var note =
        size == 0 && !request.getKept()
            ? reader.checkpoint(log)
            : (size == 0 ? reader.latestKept(log) : reader.checkpoint(log, size))
                .orElseThrow(() -> noCheckpoint(log, size));
    reply(replies, honest(() -> messages.checkpoint(log, note, reader.keys())));
  }

  @Override
  public void listCheckpoints(
      ListCheckpointsRequest request, StreamObserver<ListCheckpointsResponse> replies) {
    var log = Log.of(request.getLog());
    int limit = PageTokens.size(request.getPageSize());
    long from =
        pageTokens.read("ListCheckpoints", request).map(JournalService::position).orElse(0L);
    var notes = reader.checkpoints(log, from, limit + 1);
    var keys = reader.keys();
    var response = ListCheckpointsResponse.newBuilder();
    for (var note : notes.subList(0, Math.min(limit, notes.size()))) {
      response.addCheckpoints(honest(() -> messages.checkpoint(log, SignedNote.parse(note), keys)));
    }
    if (notes.size() > limit) {
      long next = TreeHead.parse(SignedNote.parse(notes.getLast()).text()).size();
      response.setNextPageToken(pageTokens.next("ListCheckpoints", request, bytes(next)));
    }
    reply(replies, response.build());
  }

  @Override
  public void getInclusionProof(
      GetInclusionProofRequest request, StreamObserver<InclusionProof> replies) {
    var log = Log.of(request.getLog());
    long size = reached(log, "tree_size", request.getTreeSize());
    long sequence = request.getSequence();
    if (sequence >= size) {
      throw Refusal.invalidField("sequence", "must lie in a tree of %d".formatted(size));
    }
    var leaf = reader.entries(log, List.of(sequence));
    var proof = honest(() -> reader.inclusion(log, sequence, size));
    reply(
        replies,
        InclusionProof.newBuilder()
            .setLeafHash(
                honest(() -> {
                  if (leaf.isEmpty()) {
                    throw new JournalDamagedException("Entry %d is missing".formatted(sequence));
                  }
                  return leaf.getFirst().hash();
                }))
            .setTreeSize(size)
            .setRootHash(proof.root())
            .addAllPath(proof.path())
            .build());
  }

  @Override
  public void getConsistencyProof(
      GetConsistencyProofRequest request, StreamObserver<ConsistencyProof> replies) {
    var log = Log.of(request.getLog());
    long second = reached(log, "second_tree_size", request.getSecondTreeSize());
    long first = request.getFirstTreeSize();
    if (first > second) {
      throw Refusal.invalidField("first_tree_size", "must be at most %d".formatted(second));
    }
    var proof = honest(() -> reader.consistency(log, first, second));
    reply(
        replies,
        ConsistencyProof.newBuilder()
            .setFirstRootHash(honest(() -> reader.root(log, first)))
            .setSecondRootHash(proof.root())
            .setSecondTreeSize(second)
            .addAllPath(proof.path())
            .build());
  }

  @Override
  public void addCosignature(AddCosignatureRequest request, StreamObserver<Checkpoint> replies) {
    var log = Log.of(request.getLog());
    try {
      var note =
          reader
              .cosign(log, request.getTreeSize(), witnesses, request.getCosignature())
              .orElseThrow(() -> noCheckpoint(log, request.getTreeSize()));
      reply(replies, messages.checkpoint(log, note, reader.keys()));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidField(
          "cosignature", "must be a cosignature of the checkpoint by a known witness");
    }
  }

  @Override
  public void verifyJournal(
      VerifyJournalRequest request, StreamObserver<VerifyJournalResponse> replies) {
    verify.verify(request.getAnchorsList(), replies::onNext);
    replies.onCompleted();
  }

  /** Ends the watches. */
  @Override
  public void close() {
    watches.forEach(WatchStream::end);
  }

  private static Filter filter(JournalLog message, String method, String trader) {
    var log = Log.of(message);
    var tenant = CallScope.current().tenant();
    if (log == Log.ACCESS && !tenant.isAll()) {
      throw Refusal.invalidField("log", "must be REGISTRY in a single marketplace");
    }
    if (trader.isEmpty()) {
      return new Filter(log, tenant.isAll() ? null : tenant.marketplaceId(), null, method);
    }
    var name = ResourceNames.requireTrader("trader", trader);
    if (!tenant.isAll() && !name.marketplace().equals(tenant.marketplaceId())) {
      throw Refusal.notFound(trader);
    }
    return new Filter(log, name.marketplace(), name.trader(), method);
  }

  private long reached(Log log, String field, long wanted) {
    long size = reader.size(log);
    if (wanted > size) {
      throw Refusal.invalidField(field, "must be at most %d, the log's size".formatted(size));
    }
    return wanted == 0 ? size : wanted;
  }

  private static Refusal noCheckpoint(Log log, long size) {
    return Refusal.notFound("journal/%s/checkpoints/%d".formatted(log.text(), size));
  }

  /** What the journal holds, or the word that it is damaged. */
  private static <T extends @Nullable Object> T honest(Supplier<T> read) {
    try {
      return read.get();
    } catch (JournalDamagedException e) {
      throw damaged(e);
    }
  }

  static Refusal damaged(JournalDamagedException e) {
    return Refusal.of(ErrorReason.ERROR_REASON_JOURNAL_DAMAGED, String.valueOf(e.getMessage()))
        .cause(e);
  }

  private static byte[] bytes(long position) {
    return Long.toString(position).getBytes(UTF_8);
  }

  private static long position(byte[] bytes) {
    return Long.parseLong(new String(bytes, UTF_8));
  }

  private static <T> void reply(StreamObserver<T> replies, T reply) {
    replies.onNext(reply);
    replies.onCompleted();
  }
}
