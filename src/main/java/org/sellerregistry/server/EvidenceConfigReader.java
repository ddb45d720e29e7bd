package org.sellerregistry.server;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.sellerregistry.evidence.EvidenceLimits;
import org.sellerregistry.evidence.S3Settings;
import org.sellerregistry.server.ServerConfig.Bucket;
import org.sellerregistry.server.ServerConfig.DocumentPlace;
import org.sellerregistry.server.ServerConfig.Evidence;
import org.sellerregistry.server.ServerConfig.Folder;

/** Reads the settings of the documents that support what traders declared. */
final class EvidenceConfigReader {
  private final Config config;
  private final Path data;

  /**
   * @param config the settings under {@code evidence}
   */
  EvidenceConfigReader(Config config, Path data) {
    this.config = config;
    this.data = data;
  }

  Evidence read() {
    long maxSize = config.getBytes("max-size");
    if (maxSize < 1 || maxSize > EvidenceLimits.LARGEST) {
      throw new ConfigurationException("evidence.max-size must be between 1 byte and 25 MiB");
    }
    int perTrader = config.getInt("per-trader");
    if (perTrader < 1) {
      throw new ConfigurationException("evidence.per-trader must be at least 1");
    }
    return new Evidence(
        new EvidenceLimits(maxSize, perTrader, positive("idle-time"), positive("transfer-time")),
        place());
  }

  private DocumentPlace place() {
    var s3 = config.getConfig("s3");
    if (s3.getString("bucket").isEmpty()) {
      var folder = config.getString("folder");
      return new Folder(
          folder.isEmpty()
              ? data.resolve("documents")
              : Path.of(folder).toAbsolutePath().normalize());
    }
    if (s3.getString("access-key").isEmpty()) {
      throw new ConfigurationException("evidence.s3.bucket needs evidence.s3.access-key");
    }
    var prefix = s3.getString("prefix");
    if (!prefix.matches("([A-Za-z0-9._-]+/)*")) {
      throw new ConfigurationException(
          "evidence.s3.prefix must be of letters, digits, dots, underscores and dashes, and end"
              + " in a slash");
    }
    return new Bucket(
        new S3Settings(
            endpoint(s3.getString("endpoint")),
            s3.getString("region"),
            s3.getString("bucket"),
            prefix,
            s3.getString("access-key"),
            secret(s3.getString("secret-key-file")),
            positive("s3.timeout")));
  }

  private static URI endpoint(String text) {
    if (!text.startsWith("https://") && !text.startsWith("http://")) {
      throw new ConfigurationException(
          "evidence.s3.endpoint must begin with https:// or, in a network of one's own, http://");
    }
    return URI.create(text);
  }

  private static String secret(String file) {
    if (file.isEmpty()) {
      throw new ConfigurationException("evidence.s3.bucket needs evidence.s3.secret-key-file");
    }
    PrivateFiles.requirePrivate(Path.of(file), "The document store's key");
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new ConfigurationException("Cannot read evidence.s3.secret-key-file " + file, e);
    }
  }

  private Duration positive(String setting) {
    var value = config.getDuration(setting);
    if (value.toMillis() < 1) {
      throw new ConfigurationException("evidence.%s must be at least 1 ms".formatted(setting));
    }
    return value;
  }
}
