package org.sellerregistry.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sellerregistry.v1.CountryNumber;
import org.sellerregistry.v1.CountryRegister;
import org.sellerregistry.v1.CountryRequirements;
import org.sellerregistry.v1.ListCountryRequirementsRequest;
import org.sellerregistry.v1.ListCountryRequirementsResponse;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.v1.VerificationServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what to ask traders of a country for. */
@Command(
    name = "countries",
    description = {
      "Shows the registers, numbers and documents that traders of a country have. Without a country"
          + " it lists all that are known.",
      "With --output json they are under the key countries."
    })
public final class CountriesCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "COUNTRY",
      description = "Two letters (ISO 3166-1), for example DE.")
  private List<String> countries = List.of();

  @Override
  public Integer call() {
    try (var open = connection.openAsOperator()) {
      var response =
          open.unary(VerificationServiceGrpc::newBlockingStub)
              .listCountryRequirements(
                  ListCountryRequirementsRequest.newBuilder()
                      .addAllRegionCodes(
                          countries.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList())
                      .build());
      output.print(response, () -> countries.isEmpty() ? overview(response) : details(response));
    }
    return ExitCodes.OK;
  }

  private static Table overview(ListCountryRequirementsResponse response) {
    var table = Table.of("COUNTRY", "REGISTER", "NUMBERS", "TAX NUMBERS", "DOCUMENTS", "SOURCES");
    for (var country : response.getCountriesList()) {
      table.row(
          country.getRegionCode(),
          country.getRegisters(0).getName(),
          schemes(country.getRegistersList().stream().flatMap(it -> it.getNumbersList().stream())),
          schemes(country.getTaxNumbersList().stream()),
          country.getDocumentsList().stream()
              .map(it -> EnumNames.brief(it.getKind()))
              .distinct()
              .collect(Collectors.joining(" ")),
          sources(country));
    }
    return table;
  }

  private static Table details(ListCountryRequirementsResponse response) {
    var table = Table.of("COUNTRY", "WHAT", "NAME", "OF", "SCHEMES", "SHOWN BY", "WHERE");
    for (var country : response.getCountriesList()) {
      var code = country.getRegionCode();
      for (var register : country.getRegistersList()) {
        table.row(
            code,
            register.getDescription(),
            register.getName(),
            types(register.getTraderTypesList()),
            schemes(register.getNumbersList().stream()),
            shownBy(register),
            register.getUrl());
      }
      for (var number : country.getTaxNumbersList()) {
        table.row(
            code,
            "tax number",
            number.getName(),
            types(number.getTraderTypesList()),
            number.getScheme(),
            "-",
            "-");
      }
      for (var document : country.getDocumentsList()) {
        table.row(
            code,
            document.getDescription(),
            document.getName(),
            types(document.getTraderTypesList()),
            document.getNumberScheme().isEmpty() ? "-" : document.getNumberScheme(),
            "-",
            "-");
      }
    }
    return table;
  }

  private static String shownBy(CountryRegister register) {
    return register.getExtract().isEmpty() ? "-" : register.getExtract();
  }

  private static String schemes(Stream<CountryNumber> numbers) {
    return numbers.map(CountryNumber::getScheme).distinct().collect(Collectors.joining(" "));
  }

  private static String sources(CountryRequirements country) {
    return country.getSourcesList().stream().map(EnumNames::brief).collect(Collectors.joining(" "));
  }

  private static String types(List<TraderType> types) {
    return types.isEmpty() || types.size() == 2
        ? "everybody"
        : types.stream().map(EnumNames::brief).collect(Collectors.joining(" "));
  }
}
