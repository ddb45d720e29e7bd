package org.sellerregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The known answers are those of the test data of Google's certificate-transparency log. */
class MerkleTreeTest {
  private static final List<ByteString> LEAVES =
      hex(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<ByteString> ROOTS =
      hex(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final int TREES = 100_000;
  private static final int MOST_LEAVES = 40;

  @Test
  void rootsAreThePublishedOnes() {
    var frontier = new Frontier();
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(frontier.root()).isEqualTo(ROOTS.get(size));
      assertThat(published().root(size)).isEqualTo(ROOTS.get(size));
      assertThat(new Frontier(size, frontier.toBytes()).root()).isEqualTo(ROOTS.get(size));
      if (size < LEAVES.size()) {
        frontier.append(MerkleHash.leaf(LEAVES.get(size)));
      }
    }
  }

  @Test
  void pathsAreThePublishedOnes() {
    assertThat(published().inclusion(0, 1)).isEmpty();
    assertThat(published().inclusion(0, 8))
        .isEqualTo(
            hex(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    assertThat(published().inclusion(5, 8))
        .isEqualTo(
            hex(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    assertThat(published().consistency(1, 1)).isEmpty();
    assertThat(published().consistency(1, 8))
        .isEqualTo(
            hex(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    assertThat(published().consistency(6, 8))
        .isEqualTo(
            hex(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    assertThat(published().consistency(2, 5))
        .isEqualTo(
            hex(
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
  }

  @Test
  void everyProofOfASmallTreeVerifies() {
    var leaves = hashes(LEAVES);
    for (int size = 1; size <= LEAVES.size(); size++) {
      for (int index = 0; index < size; index++) {
        assertThat(
                ProofCheck.includes(
                    ROOTS.get(size),
                    size,
                    index,
                    leaves.get(index),
                    published().inclusion(index, size)))
            .isTrue();
      }
      for (int first = 0; first <= size; first++) {
        assertThat(
                ProofCheck.extendsTree(
                    ROOTS.get(first),
                    first,
                    ROOTS.get(size),
                    size,
                    published().consistency(first, size)))
            .as("%d in %d", first, size)
            .isTrue();
      }
    }
  }

  @Test
  void proofsOfRandomTreesVerifyAndChangedOnesDoNot() {
    IntStream.range(0, TREES).parallel().forEach(MerkleTreeTest::checkRandomTree);
  }

  private static void checkRandomTree(int seed) {
    var random = new SplittableRandom(seed);
    int size = random.nextInt(1, MOST_LEAVES + 1);
    var leaves = new ArrayList<ByteString>();
    for (int i = 0; i < size; i++) {
      leaves.add(randomHash(random));
    }
    var proofs = new Proofs(new ReferenceTree(leaves));
    var root = proofs.root(size);
    int index = random.nextInt(size);
    var leaf = leaves.get(index);
    var path = proofs.inclusion(index, size);
    require(ProofCheck.includes(root, size, index, leaf, path), seed);
    for (var changed : mutations(path, random)) {
      require(!ProofCheck.includes(root, size, index, leaf, changed), seed);
    }
    require(!ProofCheck.includes(flip(root, random), size, index, leaf, path), seed);
    require(!ProofCheck.includes(root, size, index, flip(leaf, random), path), seed);
    if (size > 1) {
      require(!ProofCheck.includes(root, size, (index + 1) % size, leaf, path), seed);
    }

    int first = random.nextInt(1, size + 1);
    var firstRoot = proofs.root(first);
    var consistency = proofs.consistency(first, size);
    require(ProofCheck.extendsTree(firstRoot, first, root, size, consistency), seed);
    for (var changed : mutations(consistency, random)) {
      require(!ProofCheck.extendsTree(firstRoot, first, root, size, changed), seed);
    }
    require(!ProofCheck.extendsTree(flip(firstRoot, random), first, root, size, consistency), seed);
    require(!ProofCheck.extendsTree(firstRoot, first, flip(root, random), size, consistency), seed);
  }

  /** The path with each element changed, each left out, and one too many. */
  private static List<List<ByteString>> mutations(List<ByteString> path, SplittableRandom random) {
    var mutations = new ArrayList<List<ByteString>>();
    for (int i = 0; i < path.size(); i++) {
      var changed = new ArrayList<>(path);
      changed.set(i, flip(path.get(i), random));
      mutations.add(changed);
      var shorter = new ArrayList<>(path);
      shorter.remove(i);
      mutations.add(shorter);
    }
    var longer = new ArrayList<>(path);
    longer.add(random.nextInt(path.size() + 1), randomHash(random));
    mutations.add(longer);
    return mutations;
  }

  private static void require(boolean condition, int seed) {
    if (!condition) {
      throw new AssertionError("seed " + seed);
    }
  }

  private static ByteString randomHash(SplittableRandom random) {
    var bytes = new byte[MerkleHash.LENGTH];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static ByteString flip(ByteString hash, SplittableRandom random) {
    var bytes = hash.toByteArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return ByteString.copyFrom(bytes);
  }

  private static Proofs published() {
    return new Proofs(new ReferenceTree(hashes(LEAVES)));
  }

  private static List<ByteString> hashes(List<ByteString> leaves) {
    return leaves.stream().map(MerkleHash::leaf).toList();
  }

  private static List<ByteString> hex(String... texts) {
    return java.util.Arrays.stream(texts)
        .map(text -> ByteString.copyFrom(HexFormat.of().parseHex(text)))
        .toList();
  }
}
