package org.sellerregistry.subjectaccess;

import static org.sellerregistry.v1.SectionKind.SECTION_KIND_UNSPECIFIED;

import com.google.common.collect.Iterators;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.sellerregistry.access.GrantHistory;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.audit.TraderAccesses;
import org.sellerregistry.evidence.EvidenceStore;
import org.sellerregistry.retention.KeptData;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.ResourceName.TraderName;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.PublicInfoStore;
import org.sellerregistry.trader.RevisionStore;
import org.sellerregistry.trader.SectionHistory;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.Times;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.DataAccess;
import org.sellerregistry.v1.DeclaredSection;
import org.sellerregistry.v1.Evidence;
import org.sellerregistry.v1.ExportPersonalDataResponse;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.ShownInformation;
import org.sellerregistry.v1.Storefront;
import org.sellerregistry.v1.TraderRevision;
import org.sellerregistry.vault.TraderKeys;
import org.sellerregistry.vault.Vault;
import org.sellerregistry.verification.CheckStore;

/**
 * Reads everything that is held about one trader, part by part, each as it is when its turn comes:
 * what is erased meanwhile is not in what follows.
 */
public final class ExportPersonalData {
  private static final int PAGE = 100;

  /** Sections may have megabytes. */
  private static final int FEW = 4;

  private final Parts parts;
  private final SectionHistory sectionHistory = new SectionHistory();

  /** Where it is read from. */
  public record Parts(
      Transactor transactor,
      Vault vault,
      TraderStore traders,
      RevisionStore revisions,
      StorefrontStore storefronts,
      PublicInfoStore publicInfo,
      CheckStore checks,
      EvidenceStore evidence,
      KeptData retention,
      TraderAccesses accesses,
      GrantHistory grants) {}

  public ExportPersonalData(Parts parts) {
    this.parts = parts;
  }

  /**
   * What is held about a trader, each element in a response of its own.
   *
   * @param withNotes whether what staff noted is in it
   * @throws Refusal RESOURCE_NOT_FOUND
   */
  Iterator<ExportPersonalDataResponse> export(Tenant tenant, UUID trader, boolean withNotes) {
    return new Export(tenant, trader, withNotes).all();
  }

  private final class Export {
    private final Tenant tenant;
    private final UUID trader;
    private final boolean withNotes;
    private final Recipients recipients;

    Export(Tenant tenant, UUID trader, boolean withNotes) {
      this.tenant = tenant;
      this.trader = trader;
      this.withNotes = withNotes;
      this.recipients = new Recipients(parts.grants(), tenant.id());
    }

    Iterator<ExportPersonalDataResponse> all() {
      return Iterators.concat(
          List.of(
                  Iterators.singletonIterator(head()),
                  part(Page.all(() -> revisions(Long.MAX_VALUE)), (to, it) -> to.addRevisions(it)),
                  part(
                      Page.all(() -> sections(SECTION_KIND_UNSPECIFIED, 0)),
                      (to, it) -> to.addSections(it)),
                  part(
                      Page.all(() -> storefronts(Instant.EPOCH, "")),
                      (to, it) -> to.addStorefronts(it)),
                  part(Page.all(() -> shown("", Instant.EPOCH)), (to, it) -> to.addShown(it)),
                  part(
                      Page.all(() -> Page.only(read(this::checks))),
                      (to, it) -> to.addChecks(Withheld.persons(it, withNotes))),
                  part(Page.all(() -> evidence(Optional.empty())), (to, it) -> to.addEvidence(it)),
                  part(Page.all(() -> accesses(0)), (to, it) -> to.addAccesses(it)))
              .iterator());
    }

    private ExportPersonalDataResponse head() {
      var name = ResourceNames.trader(tenant.marketplaceId(), trader);
      var found =
          parts.transactor().read(db -> parts.traders().loadBasics(db, tenant, List.of(trader)));
      var basics = found.get(trader);
      if (basics == null) {
        throw Refusal.notFound(name);
      }
      return ExportPersonalDataResponse.newBuilder()
          .setName(name)
          .setTrader(basics)
          .addAllClasses(parts.retention().get(tenant, trader).getClassesList())
          .build();
    }

    private Page<TraderRevision> revisions(long before) {
      var found =
          parts
              .transactor()
              .read(db -> parts.revisions().list(db, tenant, trader, before, PAGE))
              .stream()
              .map(Withheld::persons)
              .toList();
      return Page.of(found, PAGE, () -> revisions(found.getLast().getRevision()));
    }

    private Page<DeclaredSection> sections(SectionKind kind, long behind) {
      var found = read((db, keys) -> sectionHistory.list(db, keys, kind, behind, FEW));
      return Page.of(
          found,
          FEW,
          () -> sections(SectionHistory.kind(found.getLast()), found.getLast().getRevision()));
    }

    private Page<Storefront> storefronts(Instant begin, String behind) {
      var found =
          read((db, keys) -> parts.storefronts().list(db, tenant, keys, begin, behind, PAGE));
      return Page.of(
          found,
          PAGE,
          () -> {
            var last = found.getLast();
            return storefronts(
                Times.instant(last.getBeginTime()),
                ResourceNames.requireStorefront("name", last.getName()).storefront());
          });
    }

    private Page<ShownInformation> shown(String offering, Instant behind) {
      var found =
          read((db, keys) -> parts.publicInfo().history(db, tenant, keys, offering, behind, FEW));
      return Page.of(
          found,
          FEW,
          () ->
              shown(
                  found.getLast().getInfo().getOffering(),
                  Times.instant(found.getLast().getBeginTime())));
    }

    private List<Check> checks(DSLContext db, TraderKeys keys) {
      return parts.checks().load(db, tenant, keys);
    }

    private Page<Evidence> evidence(Optional<UUID> behind) {
      var found = read((db, keys) -> parts.evidence().list(db, tenant, keys, behind, PAGE));
      return Page.of(
          found.stream().map(it -> Withheld.persons(it, withNotes)).toList(),
          PAGE,
          () -> evidence(Optional.of(id(found.getLast()))));
    }

    private static UUID id(Evidence evidence) {
      return ResourceNames.requireEvidence("name", evidence.getName()).evidence();
    }

    private Page<DataAccess> accesses(long from) {
      var page = parts.accesses().list(new TraderName(tenant.marketplaceId(), trader), from, PAGE);
      var told = page.accesses().stream().map(recipients::told).toList();
      return page.next().isPresent()
          ? new Page<>(told, Optional.of(() -> accesses(page.next().getAsLong())))
          : Page.only(told);
    }

    private <T> T read(BiFunction<DSLContext, TraderKeys, T> read) {
      return parts
          .transactor()
          .read(db -> read.apply(db, parts.vault().load(db, tenant.id(), trader)));
    }

    private <T> Iterator<ExportPersonalDataResponse> part(
        Iterator<T> elements,
        BiFunction<ExportPersonalDataResponse.Builder, T, ExportPersonalDataResponse.Builder> add) {
      Function<T, ExportPersonalDataResponse> wrap =
          element -> add.apply(ExportPersonalDataResponse.newBuilder(), element).build();
      return Iterators.transform(elements, wrap::apply);
    }
  }
}
