package org.sellerregistry.cli.source;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.source.SourceRecord.Ready;
import org.sellerregistry.cli.source.SourceRecord.Unreadable;
import org.sellerregistry.v1.ExportTradersResponse;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.Trader;

/**
 * The lines of a JSON Lines file: each a trader, an import record or a line of an export, in the
 * JSON form of the contract's messages. Empty lines are passed over.
 */
final class JsonLineRecords implements RecordSource {

  private final Path file;
  private final CountingStream bytes;
  private final BufferedReader reader;
  private @Nullable String line;
  private long number;

  private JsonLineRecords(Path file, CountingStream bytes) {
    this.file = file;
    this.bytes = bytes;
    this.reader =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
  }

  static JsonLineRecords open(Path file) throws IOException {
    return new JsonLineRecords(file, new CountingStream(Files.newInputStream(file)));
  }

  @Override
  public boolean hasNext() {
    try {
      while (line == null || line.isBlank()) {
        line = reader.readLine();
        if (line == null) {
          return false;
        }
        number++;
      }
      return true;
    } catch (IOException e) {
      throw new SourceException(
          "%s is broken behind line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  @Override
  public SourceRecord next() {
    if (!hasNext() || line == null) {
      throw new NoSuchElementException();
    }
    var text = line;
    line = null;
    var externalId = "";
    try {
      if (!(JsonParser.parseString(text) instanceof JsonObject object)) {
        return new Unreadable(number, "", "The line is no JSON object");
      }
      externalId = externalId(object);
      return new Ready(record(object, text).setSequence(number).build());
    } catch (JsonParseException | InvalidProtocolBufferException e) {
      return new Unreadable(number, externalId, String.valueOf(e.getMessage()));
    }
  }

  private static ImportRecord.Builder record(JsonObject object, String text)
      throws InvalidProtocolBufferException {
    if (!object.has("trader")) {
      var trader = Trader.newBuilder();
      JsonFormat.parser().merge(text, trader);
      return ImportRecord.newBuilder().setTrader(trader);
    }
    if (object.has("pageToken")) {
      var exported = ExportTradersResponse.newBuilder();
      JsonFormat.parser().merge(text, exported);
      return ExportedRecords.toImport(exported.build());
    }
    var record = ImportRecord.newBuilder();
    JsonFormat.parser().merge(text, record);
    return record;
  }

  private static String externalId(JsonObject object) {
    var trader = object.get("trader") instanceof JsonObject inner ? inner : object;
    var id = trader.has("externalId") ? trader.get("externalId") : trader.get("external_id");
    return id != null && id.isJsonPrimitive() ? id.getAsString() : "";
  }

  @Override
  public long position() {
    return bytes.count();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
