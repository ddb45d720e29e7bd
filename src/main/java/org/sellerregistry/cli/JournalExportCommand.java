package org.sellerregistry.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sellerregistry.v1.Checkpoint;
import org.sellerregistry.v1.GetCheckpointRequest;
import org.sellerregistry.v1.JournalLog;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.ListCheckpointsRequest;
import org.sellerregistry.v1.ListEntriesRequest;
import org.sellerregistry.v1.SequencedEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the journal to a file that verifies without the registry. */
@Command(
    name = "export",
    description = {
      "Writes both logs with their checkpoints to a JSON Lines file that its owner alone can read.",
      "Each line has a type. \"log\": log, verifierKey (the newest key). \"entry\": log, sequence,"
          + " leafHash, salt and content (Base64; both absent if pruned) and, to be read by people,"
          + " entry or accesses."
          + " \"checkpoint\": log, note. Entries come in sequence, checkpoints behind those they"
          + " cover.",
      "deploy/journal-verifier.mjs verifies such a file: node journal-verifier.mjs FILE."
          + " With --output json the keys are file and entries."
    })
public final class JournalExportCommand implements Callable<Integer> {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; one that exists is replaced.")
  private Path file = Path.of("");

  private long entries;

  @Override
  public Integer call() throws IOException {
    var work = file.resolveSibling(file.getFileName() + ".part");
    try (var open = connection.openAsAuditor();
        var writer = Files.newBufferedWriter(PrivateOutput.create(work))) {
      var access = latest(open, JournalLog.JOURNAL_LOG_ACCESS);
      var registry = latest(open, JournalLog.JOURNAL_LOG_REGISTRY);
      while (!publicKey(access).equals(publicKey(registry))) {
        // Between the two calls another key has begun to sign.
        access = latest(open, JournalLog.JOURNAL_LOG_ACCESS);
        registry = latest(open, JournalLog.JOURNAL_LOG_REGISTRY);
      }
      write(open, registry, "registry", writer);
      write(open, access, "access", writer);
    }
    Files.move(work, file, StandardCopyOption.REPLACE_EXISTING);
    var report = new LinkedHashMap<String, Object>();
    report.put("file", file.toString());
    report.put("entries", entries);
    output.print(
        report,
        () ->
            Table.ofProperties()
                .row("File", file.toString())
                .row("Entries", String.valueOf(entries)));
    return ExitCodes.OK;
  }

  private static Checkpoint latest(Connection open, JournalLog log) {
    return open.unary(JournalServiceGrpc::newBlockingStub)
        .getCheckpoint(GetCheckpointRequest.newBuilder().setLog(log).build());
  }

  /** Without the log's name and the key's id, which depends on it. */
  private static String publicKey(Checkpoint checkpoint) {
    var key = checkpoint.getVerifierKey();
    return key.substring(key.indexOf('+', key.indexOf('+') + 1));
  }

  /** Up to the latest checkpoint: what comes later is not covered by it. */
  private void write(Connection open, Checkpoint latest, String name, BufferedWriter writer)
      throws IOException {
    var log = latest.getLog();
    var header = line("log", name);
    header.put("verifierKey", latest.getVerifierKey());
    write(header, writer);
    var token = "";
    boolean more = true;
    while (more) {
      var page =
          open.unary(JournalServiceGrpc::newBlockingStub)
              .listEntries(
                  ListEntriesRequest.newBuilder()
                      .setParent("marketplaces/-")
                      .setLog(log)
                      .setPageSize(Pages.SIZE)
                      .setPageToken(token)
                      .build());
      for (var entry : page.getEntriesList()) {
        if (entry.getSequence() < latest.getTreeSize()) {
          write(entry(entry, name), writer);
          entries++;
        }
      }
      token = page.getNextPageToken();
      more = !token.isEmpty();
    }
    for (var checkpoint : kept(open, log)) {
      if (checkpoint.getTreeSize() < latest.getTreeSize()) {
        write(checkpoint(checkpoint, name), writer);
      }
    }
    write(checkpoint(latest, name), writer);
  }

  private static Iterable<Checkpoint> kept(Connection open, JournalLog log) {
    return Pages.read(
        Integer.MAX_VALUE,
        token -> {
          var response =
              open.unary(JournalServiceGrpc::newBlockingStub)
                  .listCheckpoints(
                      ListCheckpointsRequest.newBuilder()
                          .setLog(log)
                          .setPageSize(Pages.SIZE)
                          .setPageToken(token)
                          .build());
          return new Pages.Page<>(response.getCheckpointsList(), response.getNextPageToken());
        });
  }

  private static Map<String, Object> entry(SequencedEntry entry, String log)
      throws InvalidProtocolBufferException {
    var line = line("entry", log);
    line.put("sequence", entry.getSequence());
    line.put("leafHash", base64(entry.getLeafHash()));
    if (!entry.getContent().isEmpty()) {
      line.put("salt", base64(entry.getSalt()));
      line.put("content", base64(entry.getContent()));
      var printer = JsonFormat.printer().omittingInsignificantWhitespace();
      switch (entry.getDecodedCase()) {
        case ENTRY -> line.put("entry", JsonParser.parseString(printer.print(entry.getEntry())));
        case ACCESS_BATCH ->
            line.put("accesses", JsonParser.parseString(printer.print(entry.getAccessBatch())));
        case DECODED_NOT_SET -> {
          // Of a newer server.
        }
      }
    }
    return line;
  }

  private static Map<String, Object> checkpoint(Checkpoint checkpoint, String log) {
    var line = line("checkpoint", log);
    line.put("note", checkpoint.getNote());
    return line;
  }

  private static Map<String, Object> line(String type, String log) {
    var line = new LinkedHashMap<String, Object>();
    line.put("type", type);
    line.put("log", log);
    return line;
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static void write(Map<String, Object> line, BufferedWriter writer) throws IOException {
    writer.write(GSON.toJson(line));
    writer.newLine();
  }
}
