package org.sellerregistry.verification;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sellerregistry.v1.CountryCatalogue;
import org.sellerregistry.v1.CountryRequirements;

/** What traders of each country have. Immutable. */
public final class Countries {
  private static final String RESOURCE = "/countries/countries.textproto";

  private final SortedMap<String, CountryRequirements> byRegion;

  /**
   * Takes a catalogue.
   *
   * @throws IllegalArgumentException if it breaks a rule of the contract or names a country twice
   */
  public Countries(CountryCatalogue catalogue, Validator validator) {
    requireValid(catalogue, validator);
    var countries = new TreeMap<String, CountryRequirements>();
    for (var country : catalogue.getCountriesList()) {
      if (countries.put(country.getRegionCode(), country) != null) {
        throw new IllegalArgumentException("country " + country.getRegionCode() + " stands twice");
      }
    }
    byRegion = Collections.unmodifiableSortedMap(countries);
  }

  /** The catalogue that comes with the registry. */
  public static Countries shipped(Validator validator) {
    try (var in = Countries.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + RESOURCE);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Countries(TextFormat.parse(text, CountryCatalogue.class), validator);
    } catch (TextFormat.ParseException e) {
      throw new IllegalStateException("the catalogue of countries cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every country, in the order of the codes. */
  public Collection<CountryRequirements> all() {
    return byRegion.values();
  }

  /** The country of an ISO 3166-1 alpha-2 code; empty if nothing is known of it. */
  public Optional<CountryRequirements> find(String regionCode) {
    return Optional.ofNullable(byRegion.get(regionCode));
  }

  private static void requireValid(CountryCatalogue catalogue, Validator validator) {
    try {
      var result = validator.validate(catalogue);
      if (!result.isSuccess()) {
        throw new IllegalArgumentException("catalogue of countries: " + result);
      }
    } catch (ValidationException e) {
      throw new IllegalStateException("the contract's rules for countries do not compile", e);
    }
  }
}
