package org.sellerregistry.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Ids;

/** The traders that are asked for. */
final class Keys {
  private final UUID[] ids;
  private final int[] sequences;
  private final boolean zipf;

  private Keys(UUID[] ids, int[] sequences, boolean zipf) {
    this.ids = ids;
    this.sequences = sequences;
    this.zipf = zipf;
  }

  /** All that are loaded. */
  static Keys read(DSLContext db, boolean zipf) {
    var rows =
        db.select(LoadedTraders.ID, LoadedTraders.SEQUENCE).from(LoadedTraders.NAIVE).fetch();
    var ids = rows.stream().map(row -> Ids.fromBytes(row.value1())).toArray(UUID[]::new);
    return new Keys(ids, rows.stream().mapToInt(row -> row.value2()).toArray(), zipf);
  }

  int size() {
    return ids.length;
  }

  /** Draws a trader: all alike, or the rank's share falling with the rank (Zipf's law, s = 1). */
  int draw(RandomGenerator random) {
    if (!zipf) {
      return random.nextInt(ids.length);
    }
    int rank = (int) Math.pow(ids.length, random.nextDouble()) - 1;
    // What is asked for often does not lie side by side in the tables.
    return (int) ((rank * 2_654_435_761L) % ids.length);
  }

  String trader(int index) {
    return ResourceNames.trader(Loader.MARKETPLACE_ID, ids[index]);
  }

  String storefront(int index) {
    return ResourceNames.storefront(
        Loader.MARKETPLACE_ID, "synthetic-shop-" + sequences[index] + "-1");
  }

  int sequence(int index) {
    return sequences[index];
  }

  BytesValue naive(int pool, int index) {
    var request = new byte[17];
    request[0] = (byte) pool;
    System.arraycopy(Ids.toBytes(ids[index]), 0, request, 1, 16);
    return BytesValue.of(ByteString.copyFrom(request));
  }

  /** Indexes spread over all. */
  List<Integer> sample(int most) {
    int step = Math.max(1, ids.length / most);
    return java.util.stream.IntStream.iterate(0, i -> i < ids.length, i -> i + step)
        .boxed()
        .toList();
  }
}
