package org.sellerregistry.access;

import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_PERSON_NOT_ALLOWED;
import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_PURPOSE_REQUIRED;
import static org.sellerregistry.v1.ErrorReason.ERROR_REASON_ROLE_INSUFFICIENT;

import com.google.protobuf.Message;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.sellerregistry.access.MethodRule.Anonymous;
import org.sellerregistry.access.MethodRule.Reach;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.Role;

/**
 * Holds calls against the method table and the caller's grants.
 *
 * <p>A marketplace that the caller has no grant for and one that does not exist are answered alike.
 * Public information of a marketplace that opened it is there for everybody: credentials that are
 * good for something else take nothing away.
 */
final class Authoriser {
  private final AccessCache cache;
  private final InstantSource clock;

  Authoriser(AccessCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * The same request with the grants that the caller has by now.
   *
   * @throws Refusal CREDENTIALS_INVALID if none is left
   */
  AccessRequest renewed(AccessRequest request) {
    var caller = request.caller();
    if (caller.isAnonymous()) {
      return request;
    }
    var grants = cache.grantsInForce(caller.principal(), clock.instant());
    return new AccessRequest(
        request.rule(),
        new Caller(caller.principal(), caller.person(), caller.purpose(), grants),
        request.personAsserted());
  }

  /**
   * Lets a call open if the caller's roles allow the method in some marketplace.
   *
   * @throws Refusal CREDENTIALS_MISSING, ROLE_INSUFFICIENT, PERSON_NOT_ALLOWED
   */
  void admit(AccessRequest request) {
    var rule = request.rule();
    var grants = grants(request);
    switch (rule.anonymous()) {
      case ALWAYS -> {
        // Nobody is asked who they are, and so nobody speaks for a person.
      }
      case IF_MARKETPLACE_SAYS_SO -> {
        if (!grants.isEmpty() || request.personAsserted()) {
          requirePersonAllowed(request, grants);
        }
      }
      case NEVER -> {
        if (grants.isEmpty()) {
          throw Refusal.of(
                  ERROR_REASON_ROLE_INSUFFICIENT, "The caller's grants do not allow the method")
              .with("method", rule.method());
        }
        requirePersonAllowed(request, grants);
      }
    }
  }

  /**
   * Lets a call into the marketplace that its first message names.
   *
   * @throws Refusal INVALID_FIELD, RESOURCE_NOT_FOUND, CREDENTIALS_MISSING, PERSON_NOT_ALLOWED,
   *     ROLE_INSUFFICIENT, PURPOSE_REQUIRED
   */
  Tenant admitTo(AccessRequest request, Message message) {
    if (request.rule().reach() == Reach.ONE_OR_ALL
        && MarketplaceField.isAll(request.rule().marketplaceField(), message)) {
      return admitToAll(request);
    }
    var marketplaceId = MarketplaceField.read(request.rule().marketplaceField(), message);
    var found = cache.marketplace(marketplaceId);
    var grants =
        grants(request).stream()
            .filter(grant -> found.isPresent() && grant.covers(found.get().id()))
            .toList();
    if (found.isPresent() && !grants.isEmpty()) {
      requirePersonAllowed(request, grants);
      requirePurpose(request, grants);
      return found.get().tenant();
    }
    if (request.rule().anonymous() == Anonymous.IF_MARKETPLACE_SAYS_SO) {
      if (found.isPresent() && found.get().anonymousPublicInfo()) {
        requirePersonAllowed(request, grants);
        return found.get().tenant();
      }
      if (request.caller().isAnonymous()) {
        throw AuthenticationInterceptor.missing();
      }
    }
    throw Refusal.notFound(ResourceNames.marketplace(marketplaceId));
  }

  private static Tenant admitToAll(AccessRequest request) {
    var grants =
        grants(request).stream()
            .filter(grant -> grant.role() == Role.ROLE_AUDITOR && grant.marketplace() == null)
            .toList();
    if (grants.isEmpty()) {
      throw Refusal.of(
              ERROR_REASON_ROLE_INSUFFICIENT, "Only an auditor of all marketplaces may see all")
          .with("method", request.rule().method());
    }
    requirePersonAllowed(request, grants);
    return Tenant.all();
  }

  private static List<AccessGrant> grants(AccessRequest request) {
    return request.caller().grants().stream()
        .filter(grant -> request.rule().roles().contains(grant.role()))
        .toList();
  }

  private static void requirePurpose(AccessRequest request, List<AccessGrant> grants) {
    var roles = grants.stream().map(AccessGrant::role).collect(Collectors.toSet());
    if (request.rule().needsPurpose(roles) && request.caller().purpose().isEmpty()) {
      throw Refusal.of(
              ERROR_REASON_PURPOSE_REQUIRED, "The call needs a purpose: seller-registry-purpose")
          .with("method", request.rule().method());
    }
  }

  private static void requirePersonAllowed(AccessRequest request, List<AccessGrant> grants) {
    if (request.personAsserted() && grants.stream().noneMatch(AccessGrant::mayAssertPerson)) {
      throw Refusal.of(
          ERROR_REASON_PERSON_NOT_ALLOWED, "The caller may not name the person who acts");
    }
  }
}
