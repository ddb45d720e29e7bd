package org.sellerregistry.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sellerregistry.cli.source.Records;
import org.sellerregistry.cli.source.Records.FileFormat;
import org.sellerregistry.cli.source.SourceException;
import org.sellerregistry.cli.source.SourceRecord;

/** A file to import has records, each ready or with what is wrong with it, or it is refused. */
public final class ImportFileFuzz {
  private ImportFileFuzz() {}

  /** The first byte chooses the format. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    var format = data[0] == 'J' ? FileFormat.JSONL : FileFormat.CSV;
    try {
      var file = Files.createTempFile("fuzz", ".data");
      try {
        Files.write(file, Arrays.copyOfRange(data, 1, data.length));
        read(file, format);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path file, FileFormat format) throws IOException {
    try (var records = Records.open(file, format, null)) {
      while (records.hasNext()) {
        if (records.next() instanceof SourceRecord.Ready ready) {
          var _ = ready.message().toByteString();
        }
      }
    } catch (SourceException refused) {
      // Said in words for the one who gave the file.
      var _ = refused.getMessage();
    }
  }
}
