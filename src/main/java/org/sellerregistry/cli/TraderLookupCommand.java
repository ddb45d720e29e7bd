package org.sellerregistry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.LookupTradersResponse;
import org.sellerregistry.v1.PaymentAccountNumber;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TypedIdentifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds traders by what is known of them. */
@Command(
    name = "lookup",
    description = {
      "Finds traders by what is known of them; each option is a query of its own. A value that a"
          + " trader no longer has is found as a former one.",
      "With --output json they are under the key results, in the order of the options below."
    })
public final class TraderLookupCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();
  @Mixin private ViewOption view = new ViewOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "The marketplace's id of the trader.")
  private List<String> externalIds = List.of();

  @Option(names = "--storefront", paramLabel = "ID", description = "A storefront's id.")
  private List<String> storefronts = List.of();

  @Option(
      names = "--identifier",
      paramLabel = "SCHEME:[ISSUER:]NUMBER",
      description = "A number with its scheme, for example eu.vat:DE136695976.")
  private List<String> identifiers = List.of();

  @Option(names = "--name", paramLabel = "NAME", description = "A name of the trader.")
  private List<String> names = List.of();

  @Option(names = "--email", paramLabel = "ADDRESS", description = "An e-mail address.")
  private List<String> emails = List.of();

  @Option(
      names = "--phone",
      paramLabel = "NUMBER",
      description = "A telephone number in international form.")
  private List<String> phones = List.of();

  @Option(names = "--iban", paramLabel = "IBAN", description = "A payment account.")
  private List<String> ibans = List.of();

  @Override
  public Integer call() {
    var queries = queries();
    if (queries.isEmpty()) {
      throw new UsageFailure("Nothing to look for: name at least one option");
    }
    try (var open = connection.openFor(marketplace.name())) {
      var found =
          open.unary(TraderServiceGrpc::newBlockingStub)
              .lookupTraders(
                  LookupTradersRequest.newBuilder()
                      .setParent(marketplace.name())
                      .addAllQueries(queries)
                      .setView(view.get())
                      .build());
      output.print(found, () -> table(queries, found));
      for (int i = 0; i < queries.size(); i++) {
        if (found.getResults(i).getMatchesCount() == 0) {
          LookupNotes.of(queries.get(i)).ifPresent(this::note);
        }
      }
    }
    return ExitCodes.OK;
  }

  private void note(String line) {
    var err = spec.commandLine().getErr();
    err.println("note: " + Table.harmless(line));
    err.flush();
  }

  private List<LookupQuery> queries() {
    var queries = new ArrayList<LookupQuery>();
    add(queries, externalIds, id -> LookupQuery.newBuilder().setExternalId(id));
    add(
        queries,
        storefronts,
        id -> LookupQuery.newBuilder().setStorefront(Names.storefront(marketplace.name(), id)));
    add(queries, identifiers, text -> LookupQuery.newBuilder().setIdentifier(identifier(text)));
    add(queries, names, name -> LookupQuery.newBuilder().setTraderName(name));
    add(queries, emails, email -> LookupQuery.newBuilder().setEmail(email));
    add(queries, phones, phone -> LookupQuery.newBuilder().setPhone(phone));
    add(
        queries,
        ibans,
        iban ->
            LookupQuery.newBuilder().setAccount(PaymentAccountNumber.newBuilder().setIban(iban)));
    return queries;
  }

  private static void add(
      List<LookupQuery> queries, List<String> values, Function<String, LookupQuery.Builder> query) {
    values.forEach(value -> queries.add(query.apply(value).build()));
  }

  private static TypedIdentifier identifier(String text) {
    var parts = text.split(":", 3);
    return switch (parts.length) {
      case 2 -> TypedIdentifier.newBuilder().setScheme(parts[0]).setValue(parts[1]).build();
      case 3 ->
          TypedIdentifier.newBuilder()
              .setScheme(parts[0])
              .setIssuer(parts[1])
              .setValue(parts[2])
              .build();
      default ->
          throw new UsageFailure(
              "\"%s\" is no identifier: use SCHEME:NUMBER or SCHEME:ISSUER:NUMBER".formatted(text));
    };
  }

  /** A line a match, and one for a query without any. */
  private static Table table(List<LookupQuery> queries, LookupTradersResponse found) {
    var table = Table.of("BY", "QUERY", "TRADER", "EXTERNAL ID", "NAME", "STANDING", "VALUE");
    for (int i = 0; i < queries.size(); i++) {
      var query = queries.get(i);
      var by = query.getByCase().name().replace('_', ' ');
      for (var match : found.getResults(i).getMatchesList()) {
        var trader = match.getTrader();
        table.row(
            by,
            value(query),
            Names.last(trader.getName()),
            trader.getExternalId(),
            TraderTable.name(trader.getIdentity()),
            TraderTable.standings(trader.getStandingsList()),
            match.getFormer() ? "former" : "current");
      }
      if (found.getResults(i).getMatchesCount() == 0) {
        table.row(by, value(query), "(none)", "-", "-", "-", "-");
      }
    }
    return table;
  }

  private static String value(LookupQuery query) {
    return switch (query.getByCase()) {
      case NAME -> query.getName();
      case EXTERNAL_ID -> query.getExternalId();
      case STOREFRONT -> Names.last(query.getStorefront());
      case IDENTIFIER ->
          Stream.of(
                  query.getIdentifier().getScheme(),
                  query.getIdentifier().getIssuer(),
                  query.getIdentifier().getValue())
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(":"));
      case TRADER_NAME -> query.getTraderName();
      case EMAIL -> query.getEmail();
      case PHONE -> query.getPhone();
      case ACCOUNT -> query.getAccount().getIban();
      case BY_NOT_SET -> "";
    };
  }
}
