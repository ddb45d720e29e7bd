package org.sellerregistry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3DocumentStoreTest extends DocumentStoreConformance {
  private static final InstantSource CLOCK = InstantSource.fixed(FakeS3.NOW);

  private final FakeS3 s3 = new FakeS3();
  private final UUID id = UUID.randomUUID();

  @AfterEach
  void stop() {
    s3.close();
  }

  @Override
  DocumentStore store() {
    return store(s3.settings());
  }

  @Override
  long things() {
    return s3.objects.size();
  }

  @Test
  void theKeyIsTheIdBehindThePrefix() throws IOException {
    write(id, new byte[10]);
    assertThat(s3.objects).containsOnlyKeys("/bucket/docs/" + id);
  }

  @Test
  void aStoreThatRefusesOrFailsIsNoMissingDocument() throws IOException {
    write(id, new byte[10]);
    assertFails(store(s3.settings("bucket", "another", Duration.ofSeconds(10))));
    assertFails(store(s3.settings("absent", "secret", Duration.ofSeconds(10))));
    for (int status : new int[] {301, 400, 404, 500, 503}) {
      s3.failing.set(status);
      assertFails(store());
    }
    s3.failing.set(0);
    assertThat(read(id)).hasSize(10);
  }

  @Test
  void aStoreThatCannotBeReachedOrDoesNotAnswerFailsInTime() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings =
          new S3Settings(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              "eu-test-1",
              "bucket",
              "",
              "access",
              "secret",
              Duration.ofMillis(200));
      assertFails(store(settings));
      silent.close();
      assertFails(store(settings));
    }
  }

  @Test
  void theSecretIsNotInItsText() {
    assertThat(s3.settings().toString()).doesNotContain("secret");
  }

  private void assertFails(DocumentStore store) {
    assertThatThrownBy(() -> store.read(id).close())
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.delete(id))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(
            () -> {
              try (var writing = store.write(id)) {
                writing.stream().write(new byte[10]);
                writing.finish();
              }
            })
        .isInstanceOf(IOException.class);
  }

  private static DocumentStore store(S3Settings settings) {
    return new S3DocumentStore(settings, CLOCK);
  }
}
