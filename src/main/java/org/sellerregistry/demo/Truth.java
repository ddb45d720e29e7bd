package org.sellerregistry.demo;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.RequirementState;

/** What is true of a synthetic trader, against which a test can judge what the registry finds. */
public final class Truth {
  static final Truth SOUND = new Truth(null, -1);

  private final @Nullable Defect defect;
  private final int original;

  private Truth(@Nullable Defect defect, int original) {
    this.defect = defect;
    this.original = original;
  }

  static Truth defective(Defect defect) {
    return new Truth(defect, -1);
  }

  static Truth reentry(int original) {
    return new Truth(null, original);
  }

  /** What is wrong with the record on purpose, if anything. */
  public Optional<Defect> defect() {
    return Optional.ofNullable(defect);
  }

  /**
   * The requirements of the pack {@code eu-dsa} that are not even provided well, by code, with the
   * state MISSING or FAILED. All others are PENDING until somebody checks them, or SATISFIED.
   */
  public Map<String, RequirementState> unmet() {
    return defect == null ? Map.of() : Map.of(defect.requirement(), defect.state());
  }

  /** The index of the trader of the same seed that came back here under another name, if any. */
  public OptionalInt reentryOf() {
    return original < 0 ? OptionalInt.empty() : OptionalInt.of(original);
  }
}
