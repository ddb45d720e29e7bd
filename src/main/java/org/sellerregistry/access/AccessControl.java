package org.sellerregistry.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.BindableService;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.journal.Journal;
import org.sellerregistry.rpc.Interceptors;
import org.sellerregistry.rpc.PageTokens;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.rpc.Work;
import org.sellerregistry.storage.Ids;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.Role;

/**
 * Who may call what, put together: the interceptors that find out and decide, and the service that
 * keeps marketplaces and grants. What an operator changes through one server holds on that server
 * at once and on every other within a second.
 */
public final class AccessControl {
  /** The caller that the server itself is, in the journal. */
  private static final Caller SERVER = new Caller("seller-registry", "", "", List.of());

  private final Function<Function<String, Optional<MethodRule>>, Interceptors.ByCaller> byRules;
  private final Interceptors.ByCaller interceptors;
  private final RefusalCounts refusals;
  private final Parts parts;
  private final ChangeMarketplaces marketplaces;
  private final ChangeGrants grants;

  /** What the parts are made of. */
  public record Parts(
      Transactor transactor,
      Journal journal,
      RequestValidator validator,
      PageTokens tokens,
      Ids ids,
      InstantSource clock) {}

  /**
   * @param tokens verifies bearer tokens; none if only certificates are taken
   * @param offerings those that a pack governs
   * @param limits what each caller may use
   */
  public AccessControl(
      Parts parts,
      @Nullable BearerTokens tokens,
      Set<String> offerings,
      QuotaLimits.ByCaller limits) {
    this(parts, tokens, offerings, limits, Ticker.systemTicker());
  }

  AccessControl(
      Parts parts,
      @Nullable BearerTokens tokens,
      Set<String> offerings,
      QuotaLimits.ByCaller limits,
      Ticker ticker) {
    var transactor = parts.transactor();
    var clock = parts.clock();
    var cache = new AccessCache(transactor, ticker);
    var journal = new AdminJournal(parts.journal());
    this.parts = parts;
    marketplaces =
        new ChangeMarketplaces(
            transactor, cache, journal, parts.validator(), offerings, parts.ids(), clock);
    grants = new ChangeGrants(transactor, cache, journal, parts.ids(), clock);
    refusals = new RefusalCounts(transactor, parts.journal(), clock);
    var quotas = new Quotas(limits, new SecureRandom(), ticker);
    byRules =
        rules ->
            new Interceptors.ByCaller(
                new AuthenticationInterceptor(new Credentials(tokens, clock), cache, clock, rules),
                new QuotaInterceptor(quotas, refusals, works(rules)),
                new AuthorisationInterceptor(new Authoriser(cache, clock), rules),
                new LookupInterceptor(quotas),
                works(rules),
                method ->
                    rules.apply(method).map(MethodRule::messageBytes).orElse(MethodRule.SMALL));
    interceptors = interceptors(MethodTable::find);
  }

  public Interceptors.ByCaller interceptors() {
    return interceptors;
  }

  /** The same with other rules than the method table's, for what is not the registry's. */
  Interceptors.ByCaller interceptors(Function<String, Optional<MethodRule>> rules) {
    return byRules.apply(rules);
  }

  /** An unknown method does not get as far as to do anything. */
  private static Function<String, Work> works(Function<String, Optional<MethodRule>> rules) {
    return method -> rules.apply(method).map(MethodRule::work).orElse(Work.READ);
  }

  /** The refused calls that are still to be put into the journal. */
  public RefusalCounts refusals() {
    return refusals;
  }

  /** Whether a method returns what a trader declared, or what was found out about it. */
  public static boolean isConfidential(String fullMethodName) {
    return MethodTable.find(fullMethodName)
        .filter(rule -> rule.answer() == MethodRule.Answer.CONFIDENTIAL)
        .isPresent();
  }

  /**
   * Whether a unary method changes what a marketplace has in the registry. What operators change is
   * little, and may be what stops somebody.
   */
  public static boolean isMarketplacesChange(String fullMethodName) {
    return MethodTable.find(fullMethodName)
        .filter(rule -> rule.work() == Work.WRITE || rule.work() == Work.ASK)
        .filter(rule -> rule.roles().contains(Role.ROLE_MARKETPLACE))
        .isPresent();
  }

  /**
   * The service of marketplaces and grants.
   *
   * @param custody serves what the contract has about keys and operations in the same service
   * @param retention serves what it has about the end of data
   * @param subjectAccess serves what persons may have of what is held about them
   */
  public BindableService adminService(
      AdminServiceGrpc.AsyncService custody,
      AdminServiceGrpc.AsyncService retention,
      AdminServiceGrpc.AsyncService subjectAccess) {
    return new AdminService(
        parts.transactor(),
        marketplaces,
        grants,
        parts.tokens(),
        custody,
        retention,
        subjectAccess);
  }

  /**
   * Gives a principal the role OPERATOR unless it has it, as the server's configuration says: the
   * first operator cannot be given it by another.
   */
  public void ensureOperator(String principal) {
    CallScope.of(SERVER).run(() -> grants.ensureOperator(principal));
  }
}
