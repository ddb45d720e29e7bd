package org.sellerregistry.server;

import org.sellerregistry.access.QuotaLimits;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.server.ServerConfig.Limits;

/** Reads the limits of what callers may ask at once. */
final class LimitsConfigReader {
  private final Settings settings;

  LimitsConfigReader(Settings settings) {
    this.settings = settings;
  }

  Limits limits() {
    var limits = settings.config().getConfig("limits");
    return new Limits(
        Math.toIntExact(limits.getBytes("message-size")),
        Math.toIntExact(limits.getBytes("metadata-size")),
        admission("limits"),
        new QuotaLimits.ByCaller(quota("limits.caller"), quota("limits.anonymous")),
        settings.positive("limits.idle-time"),
        settings.atLeastOne("limits.connections"),
        settings.atLeastOne("limits.streams-per-connection"),
        settings.atLeastOne("limits.resets"),
        settings.positive("limits.reset-window"),
        settings.positive("limits.keepalive-time"),
        settings.positive("limits.keepalive-timeout"),
        settings.positive("limits.client-keepalive-time"),
        settings.positive("limits.connection-age"),
        settings.positive("limits.connection-age-grace"));
  }

  private AdmissionLimits admission(String group) {
    return new AdmissionLimits(
        settings.atLeastOne(group + ".concurrent-calls"),
        Math.max(0, settings.config().getInt(group + ".waiting-calls")),
        settings.positive("limits.waiting-time"),
        settings.atLeastOne(group + ".streams"));
  }

  private QuotaLimits quota(String group) {
    return new QuotaLimits(
        admission(group),
        settings.atLeastOne(group + ".calls-per-second"),
        settings.atLeastOne(group + ".burst"),
        settings.atLeastOne(group + ".lookups-per-hour"),
        settings.atLeastOne(group + ".misses-per-hour"));
  }
}
