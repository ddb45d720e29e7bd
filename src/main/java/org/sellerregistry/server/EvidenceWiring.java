package org.sellerregistry.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.sellerregistry.evidence.DocumentStore;
import org.sellerregistry.evidence.EvidenceLimits;
import org.sellerregistry.evidence.EvidenceService;
import org.sellerregistry.evidence.FileDocumentStore;
import org.sellerregistry.evidence.ReadEvidence;
import org.sellerregistry.evidence.S3DocumentStore;
import org.sellerregistry.evidence.UnclaimedDocuments;
import org.sellerregistry.evidence.UploadEvidence;
import org.sellerregistry.server.ServerConfig.Bucket;
import org.sellerregistry.server.ServerConfig.DocumentPlace;
import org.sellerregistry.server.ServerConfig.Folder;
import org.sellerregistry.verification.DuplicateDocuments;

/** Documents, from their upload to their end. */
final class EvidenceWiring {
  private final EvidenceLimits limits;
  private final UnclaimedDocuments unclaimed;
  private final UploadEvidence upload;
  private final ReadEvidence read;

  EvidenceWiring(Shared shared, ServerConfig.Evidence config, Stores stores) {
    var transactor = shared.transactor();
    var clock = shared.clock();
    var documents = documents(config.place(), clock);
    limits = config.limits();
    unclaimed = new UnclaimedDocuments(transactor, documents, clock);
    upload =
        new UploadEvidence(
            transactor,
            stores.traders(),
            stores.evidence(),
            documents,
            unclaimed,
            shared.vault(),
            shared.journal(),
            new DuplicateDocuments(stores.checks(), clock),
            shared.requestKeys(),
            limits,
            shared.ids(),
            clock);
    read =
        new ReadEvidence(
            transactor,
            stores.traders(),
            stores.evidence(),
            documents,
            shared.vault(),
            shared.journal(),
            shared.pageTokens(),
            clock);
  }

  /** It is made with the first document; that it can be made is known at the start. */
  static Path usable(Path folder) {
    var existing = folder;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new ConfigurationException(
          "evidence.folder %s cannot be used: this user cannot write to %s"
              .formatted(folder, existing));
    }
    return folder;
  }

  private static DocumentStore documents(DocumentPlace place, InstantSource clock) {
    return switch (place) {
      case Folder folder -> new FileDocumentStore(usable(folder.path()));
      case Bucket bucket -> new S3DocumentStore(bucket.settings(), clock);
    };
  }

  UnclaimedDocuments unclaimed() {
    return unclaimed;
  }

  EvidenceService service(ScheduledExecutorService timer) {
    return new EvidenceService(upload, read, limits, timer);
  }
}
