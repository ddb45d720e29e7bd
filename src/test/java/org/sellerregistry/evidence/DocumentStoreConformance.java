package org.sellerregistry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every document store keeps to. */
abstract class DocumentStoreConformance {
  private final UUID id = UUID.randomUUID();

  abstract DocumentStore store();

  /** How many things lie in the store, documents and others. */
  abstract long things() throws IOException;

  @Test
  void whatIsFinishedIsReadAsItWas() throws IOException {
    for (int size : new int[] {0, 1, 8191, 8192, 300_000}) {
      var other = UUID.randomUUID();
      var bytes = bytes(size);
      write(other, bytes);
      assertThat(read(other)).isEqualTo(bytes);
    }
  }

  @Test
  void whatIsNotFinishedIsNotThere() throws IOException {
    try (var writing = store().write(id)) {
      writing.stream().write(bytes(100_000));
      assertAbsent();
    }
    assertAbsent();
    assertThat(things()).isZero();
  }

  @Test
  void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws IOException {
    write(id, bytes(10));
    store().delete(id);
    assertAbsent();
    store().delete(id);
    store().delete(UUID.randomUUID());
    assertThat(things()).isZero();
  }

  @Test
  void closingWhatIsFinishedLeavesIt() throws IOException {
    try (var writing = store().write(id)) {
      writing.stream().write(bytes(10));
      writing.finish();
    }
    assertThat(read(id)).isEqualTo(bytes(10));
  }

  @Test
  void readersAndWritersOfDifferentDocumentsDoNotDisturbEachOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, 20)
              .<Callable<Boolean>>mapToObj(i ->
                  () -> {
                    var own = UUID.randomUUID();
                    var bytes = bytes(10_000 + i);
                    write(own, bytes);
                    return java.util.Arrays.equals(read(own), bytes);
                  })
              .toList();
      for (var done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(things()).isEqualTo(20);
  }

  void write(UUID which, byte[] bytes) throws IOException {
    try (var writing = store().write(which)) {
      writing.stream().write(bytes);
      writing.finish();
    }
  }

  byte[] read(UUID which) throws IOException {
    try (var in = store().read(which)) {
      return in.readAllBytes();
    }
  }

  private void assertAbsent() {
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> read(id));
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
