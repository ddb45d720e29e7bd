package org.sellerregistry.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What instances of jobs are told, as JSON, so that people can read the table. */
final class JobData implements Serializer {
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  @Override
  @SuppressWarnings("NullAway") // The library passes and takes null for "no data".
  public byte[] serialize(@Nullable Object data) {
    return data == null ? null : bytes(data);
  }

  @Override
  @SuppressWarnings("NullAway")
  public <T> T deserialize(Class<T> type, byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : JSON.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException("the data of a job is not that of a " + type.getName(), e);
    }
  }

  static byte[] bytes(Object data) {
    try {
      return JSON.writeValueAsBytes(data);
    } catch (IOException e) {
      throw new UncheckedIOException("the data of a job cannot be written", e);
    }
  }
}
