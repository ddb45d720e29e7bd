package org.sellerregistry.storage;

import java.nio.file.Path;

/**
 * How the embedded database is set up.
 *
 * @param data the folder of its data, password and log; made when missing, for the owner alone
 * @param cache the folder that the server's program is unpacked into, once for each version;
 *     several processes may share it
 * @param bufferPoolMebibytes memory for cached pages
 * @param durable whether a commit survives the end of the machine; without, of the server alone,
 *     which is quicker and for tests
 */
public record EmbeddedSettings(Path data, Path cache, int bufferPoolMebibytes, boolean durable) {

  public EmbeddedSettings {
    if (bufferPoolMebibytes < 8) {
      throw new IllegalArgumentException("The buffer pool takes at least 8 MiB");
    }
    data = data.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /** A durable database with 256 MiB of cached pages. */
  public static EmbeddedSettings of(Path data, Path cache) {
    return new EmbeddedSettings(data, cache, 256, true);
  }
}
