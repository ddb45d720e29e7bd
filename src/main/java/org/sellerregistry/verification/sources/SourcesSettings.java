package org.sellerregistry.verification.sources;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.CheckMethod;

/**
 * Which sources are asked, and how; see {@code reference.conf}.
 *
 * @param timeLimit for the questions about one trader together
 * @param firstRetry the least pause before a source that was down is asked again
 * @param longestRetry the greatest
 * @param vies null if VIES is not asked
 * @param requester the operator's own VAT number; null if it has none
 * @param gleif null if GLEIF is not asked
 * @param payee null if no bank is asked
 */
public record SourcesSettings(
    Duration timeLimit,
    Duration firstRetry,
    Duration longestRetry,
    @Nullable SourceSettings vies,
    @Nullable String requester,
    @Nullable SourceSettings gleif,
    @Nullable PayeeSettings payee,
    List<Register> registers) {

  /** One trade register; its scheme and issuer say which entries it keeps. */
  public record Register(
      String name, String scheme, String issuer, SourceSettings settings, RegisterRules rules) {}

  public SourcesSettings {
    registers = List.copyOf(registers);
    if (!timeLimit.isPositive()
        || !firstRetry.isPositive()
        || longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException("The times of sources are positive and do not shrink");
    }
  }

  /** The methods by which one source alone is asked about everybody, if it is. */
  public Set<CheckMethod> methods() {
    var methods = EnumSet.noneOf(CheckMethod.class);
    if (vies != null) {
      methods.add(CheckMethod.CHECK_METHOD_VIES);
    }
    if (gleif != null) {
      methods.add(CheckMethod.CHECK_METHOD_GLEIF);
    }
    return methods;
  }

  /**
   * Reads the block {@code sources}.
   *
   * @throws com.typesafe.config.ConfigException if a setting is missing or makes no sense
   * @throws IllegalArgumentException if a value is out of bounds
   */
  public static SourcesSettings from(Config config) {
    var requester = config.getString("vies.requester");
    return new SourcesSettings(
        config.getDuration("time-limit"),
        config.getDuration("retry.first"),
        config.getDuration("retry.longest"),
        enabled(config.getConfig("vies")),
        requester.isEmpty() ? null : requester,
        enabled(config.getConfig("gleif")),
        config.getBoolean("payee.enabled") ? PayeeSettings.from(config.getConfig("payee")) : null,
        registers(config));
  }

  private static @Nullable SourceSettings enabled(Config block) {
    return block.getBoolean("enabled") ? SourceSettings.from(block) : null;
  }

  private static List<Register> registers(Config config) {
    var registers = new ArrayList<Register>();
    for (var name : config.getObject("registers").keySet()) {
      var block =
          config
              .getConfig("registers")
              .getConfig(ConfigUtil.quoteString(name))
              .withFallback(config.getConfig("defaults"));
      registers.add(
          new Register(
              name,
              block.getString("scheme"),
              block.hasPath("issuer") ? block.getString("issuer") : "",
              SourceSettings.from(block),
              RegisterRules.from(block)));
    }
    return registers;
  }

  /**
   * Connects to the sources; nothing is sent before a question is asked.
   *
   * @throws IllegalArgumentException if the requester is no VAT number of the Union
   */
  public Sources connect(InstantSource clock) {
    var sources = new ArrayList<ItemSource>();
    var clients = new ArrayList<SourceClient>();
    if (vies != null) {
      var client = new SourceClient("VIES", vies, clock);
      clients.add(client);
      sources.add(new ItemSource.OfVies(new Vies(client, requester)));
    }
    if (gleif != null) {
      var client = new SourceClient("GLEIF", gleif, clock);
      clients.add(client);
      sources.add(new ItemSource.OfGleif(new Gleif(client)));
    }
    if (payee != null) {
      var client = new SourceClient("Verification of payee", payee.source(), clock);
      clients.add(client);
      sources.add(new ItemSource.OfBank(new PayeeVerification(client, payee)));
    }
    for (var register : registers) {
      var client = new SourceClient(register.name(), register.settings(), clock);
      clients.add(client);
      sources.add(
          new ItemSource.OfRegister(
              register.name(),
              register.scheme(),
              register.issuer(),
              new RegisterSource(client, register.rules())));
    }
    return new Sources(sources, timeLimit, clients);
  }
}
