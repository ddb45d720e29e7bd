package org.sellerregistry.rpc;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sellerregistry.rpc.ResourceName.CheckName;
import org.sellerregistry.rpc.ResourceName.EvidenceName;
import org.sellerregistry.rpc.ResourceName.GrantName;
import org.sellerregistry.rpc.ResourceName.MarketplaceName;
import org.sellerregistry.rpc.ResourceName.StorefrontName;
import org.sellerregistry.rpc.ResourceName.TraderName;

/**
 * Writes and reads the contract's resource names, by the patterns that the contract gives. Each
 * resource has exactly one name: UUIDs are read in lower case only.
 */
public final class ResourceNames {
  private static final String UUID_PATTERN = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String IN_MARKETPLACE = "marketplaces/([a-z][a-z0-9-]{1,61}[a-z0-9])";
  private static final Pattern MARKETPLACE = Pattern.compile(IN_MARKETPLACE);
  private static final Pattern TRADER =
      Pattern.compile(IN_MARKETPLACE + "/traders/(" + UUID_PATTERN + ")");
  private static final Pattern STOREFRONT =
      Pattern.compile(IN_MARKETPLACE + "/storefronts/([\\x21-\\x2e\\x30-\\x7e]{1,128})");
  private static final Pattern CHECK =
      Pattern.compile(TRADER.pattern() + "/checks/(" + UUID_PATTERN + ")");
  private static final Pattern EVIDENCE =
      Pattern.compile(TRADER.pattern() + "/evidence/(" + UUID_PATTERN + ")");
  private static final Pattern GRANT = Pattern.compile("grants/(" + UUID_PATTERN + ")");
  private static final Pattern OPERATION = Pattern.compile("operations/(" + UUID_PATTERN + ")");

  private ResourceNames() {}

  public static String marketplace(String marketplace) {
    return "marketplaces/" + marketplace;
  }

  public static String trader(String marketplace, UUID trader) {
    return marketplace(marketplace) + "/traders/" + trader;
  }

  public static String storefront(String marketplace, String storefront) {
    return marketplace(marketplace) + "/storefronts/" + storefront;
  }

  public static String check(String marketplace, UUID trader, UUID check) {
    return trader(marketplace, trader) + "/checks/" + check;
  }

  public static String evidence(String marketplace, UUID trader, UUID evidence) {
    return trader(marketplace, trader) + "/evidence/" + evidence;
  }

  public static String grant(UUID grant) {
    return "grants/" + grant;
  }

  public static String operation(UUID operation) {
    return "operations/" + operation;
  }

  /** Reads a name of any kind; empty if it is none. */
  public static Optional<ResourceName> parse(String name) {
    var trader = TRADER.matcher(name);
    if (trader.matches()) {
      return Optional.of(new TraderName(trader.group(1), UUID.fromString(trader.group(2))));
    }
    var storefront = STOREFRONT.matcher(name);
    if (storefront.matches()) {
      return Optional.of(new StorefrontName(storefront.group(1), storefront.group(2)));
    }
    var marketplace = MARKETPLACE.matcher(name);
    if (marketplace.matches()) {
      return Optional.of(new MarketplaceName(marketplace.group(1)));
    }
    var check = CHECK.matcher(name);
    if (check.matches()) {
      return Optional.of(
          new CheckName(
              check.group(1), UUID.fromString(check.group(2)), UUID.fromString(check.group(3))));
    }
    var evidence = EVIDENCE.matcher(name);
    if (evidence.matches()) {
      return Optional.of(
          new EvidenceName(
              evidence.group(1),
              UUID.fromString(evidence.group(2)),
              UUID.fromString(evidence.group(3))));
    }
    var grant = GRANT.matcher(name);
    return grant.matches()
        ? Optional.of(new GrantName(UUID.fromString(grant.group(1))))
        : Optional.empty();
  }

  /**
   * Reads the name in a field of a request.
   *
   * @throws Refusal INVALID_FIELD if it is not a trader's
   */
  public static TraderName requireTrader(String field, String name) {
    return require(field, name, TraderName.class, "trader");
  }

  /**
   * Reads the name in a field of a request.
   *
   * @throws Refusal INVALID_FIELD if it is not a marketplace's
   */
  public static MarketplaceName requireMarketplace(String field, String name) {
    return require(field, name, MarketplaceName.class, "marketplace");
  }

  /**
   * Reads the name in a field of a request.
   *
   * @throws Refusal INVALID_FIELD if it is not a storefront's
   */
  public static StorefrontName requireStorefront(String field, String name) {
    return require(field, name, StorefrontName.class, "storefront");
  }

  /**
   * Reads the name in a field of a request.
   *
   * @throws Refusal INVALID_FIELD if it is not a grant's
   */
  public static GrantName requireGrant(String field, String name) {
    return require(field, name, GrantName.class, "grant");
  }

  /**
   * Reads the name in a field of a request.
   *
   * @throws Refusal INVALID_FIELD if it is not evidence's
   */
  public static EvidenceName requireEvidence(String field, String name) {
    return require(field, name, EvidenceName.class, "evidence");
  }

  /**
   * Reads the name of an operation, which belongs to no marketplace, in a field of a request.
   *
   * @throws Refusal INVALID_FIELD if it is none
   */
  public static UUID requireOperation(String field, String name) {
    var operation = OPERATION.matcher(name);
    if (!operation.matches()) {
      throw Refusal.invalidField(field, "must be the resource name of an operation");
    }
    return UUID.fromString(operation.group(1));
  }

  /** The id of the marketplace that the named resource belongs to; empty if to none. */
  public static Optional<String> marketplaceOf(ResourceName name) {
    return switch (name) {
      case MarketplaceName it -> Optional.of(it.marketplace());
      case TraderName it -> Optional.of(it.marketplace());
      case StorefrontName it -> Optional.of(it.marketplace());
      case CheckName it -> Optional.of(it.marketplace());
      case EvidenceName it -> Optional.of(it.marketplace());
      case GrantName _ -> Optional.empty();
    };
  }

  private static <N extends ResourceName> N require(
      String field, String name, Class<N> kind, String resource) {
    return parse(name)
        .filter(kind::isInstance)
        .map(kind::cast)
        .orElseThrow(
            () -> Refusal.invalidField(field, "must be the resource name of a " + resource));
  }
}
