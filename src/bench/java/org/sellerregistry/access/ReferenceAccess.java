package org.sellerregistry.access;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.AdmissionGate;
import org.sellerregistry.rpc.AdmissionLimits;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.Role;

/** The registry's own interceptors for a method that is not the registry's. */
public final class ReferenceAccess {
  private ReferenceAccess() {}

  /** Interceptors that let marketplaces call the one method, and nobody anything else. */
  public static Interceptors interceptors(
      String method,
      Transactor transactor,
      RequestValidator validator,
      AdmissionLimits limits,
      QuotaLimits.ByCaller callers,
      Interceptors.CallLimits calls,
      InstantSource clock) {
    var rule = MethodRule.of(method, Role.ROLE_MARKETPLACE, Role.ROLE_INVESTIGATOR);
    var cache = new AccessCache(transactor, Ticker.systemTicker());
    var quotas = new Quotas(callers, new SecureRandom(), Ticker.systemTicker());
    return new Interceptors(
        new Interceptors.ByCaller(
            new AuthenticationInterceptor(
                new Credentials(null, clock), cache, clock, name -> Optional.of(rule)),
            new QuotaInterceptor(quotas, new RefusalCounts(transactor, new Journal(), clock)),
            new AuthorisationInterceptor(new Authoriser(cache), name -> Optional.of(rule)),
            new LookupInterceptor(quotas)),
        new AdmissionGate(limits),
        validator,
        calls,
        System::nanoTime);
  }
}
