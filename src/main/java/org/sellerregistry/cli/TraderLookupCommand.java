package org.sellerregistry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.sellerregistry.v1.LookupQuery;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.LookupTradersResponse;
import org.sellerregistry.v1.PaymentAccountNumber;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.TypedIdentifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds traders by what is known of them. */
@Command(
    name = "lookup",
    description = {
      "Finds traders by what is known of them; each option is a query of its own.",
      "With --output json they are under the key results, in the order of the options below."
    })
public final class TraderLookupCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MarketplaceOption marketplace = new MarketplaceOption();
  @Mixin private ViewOption view = new ViewOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--external-id", description = "The marketplace's id of the trader.")
  private List<String> externalIds = List.of();

  @Option(names = "--storefront", description = "A storefront's id.")
  private List<String> storefronts = List.of();

  @Option(
      names = "--identifier",
      paramLabel = "SCHEME:[ISSUER:]NUMBER",
      description = "A number with its scheme, for example eu.vat:DE136695976.")
  private List<String> identifiers = List.of();

  @Option(names = "--name", description = "A name of the trader.")
  private List<String> names = List.of();

  @Option(names = "--email", description = "An e-mail address.")
  private List<String> emails = List.of();

  @Option(names = "--phone", description = "A telephone number in international form.")
  private List<String> phones = List.of();

  @Option(names = "--iban", description = "A payment account.")
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
    }
    return ExitCodes.OK;
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

  private static Table table(List<LookupQuery> queries, LookupTradersResponse found) {
    var table = Table.of("BY", "TRADER", "EXTERNAL ID", "NAME", "VALUE");
    for (int i = 0; i < queries.size(); i++) {
      var by = queries.get(i).getByCase().name().replace('_', ' ');
      for (var match : found.getResults(i).getMatchesList()) {
        var trader = match.getTrader();
        var identity = trader.getIdentity();
        table.row(
            by,
            Names.last(trader.getName()),
            trader.getExternalId(),
            identity.getNamesCount() == 0 ? "-" : identity.getNames(0).getFull(),
            match.getFormer() ? "former" : "present");
      }
    }
    return table;
  }
}
