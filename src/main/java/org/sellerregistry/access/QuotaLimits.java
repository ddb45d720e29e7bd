package org.sellerregistry.access;

import org.sellerregistry.rpc.AdmissionLimits;

/**
 * What one caller may use, whatever the others use.
 *
 * @param admission calls in work, calls that wait, and streams
 * @param callsPerSecond calls begun, streams included
 * @param burst calls begun at once after a pause
 * @param lookupsPerHour queries of LookupTraders
 * @param missesPerHour different names and values asked for that do not exist
 */
public record QuotaLimits(
    AdmissionLimits admission,
    int callsPerSecond,
    int burst,
    int lookupsPerHour,
    int missesPerHour) {

  public QuotaLimits {
    if (callsPerSecond < 1 || burst < 1 || lookupsPerHour < 1 || missesPerHour < 1) {
      throw new IllegalArgumentException("Limits of a caller must be positive");
    }
  }

  /**
   * The limits of all callers.
   *
   * @param known one principal; all calls without credentials together count as one
   * @param anonymous calls without credentials from one address
   */
  public record ByCaller(QuotaLimits known, QuotaLimits anonymous) {}
}
