package org.sellerregistry.verification.sources;

import java.util.Optional;
import java.util.function.Supplier;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.identifier.Schemes;
import org.sellerregistry.identifier.Verdict;
import org.sellerregistry.trader.Item;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.PaymentAccount;
import org.sellerregistry.v1.RegisterEntry;
import org.sellerregistry.v1.TypedIdentifier;
import org.sellerregistry.v1.VatNumber;

/** An official source, as far as it can say something about the items that hold a number. */
public interface ItemSource {
  /** The method of the checks that its answers amount to. */
  CheckMethod method();

  /** The source's name for people. */
  String name();

  /**
   * The question about an item; empty if the source cannot know it, or if its form is wrong
   * already.
   */
  Optional<Supplier<SourceAnswer>> question(Item item, Declared declared);

  /** Whether it knows the holder's name and address, so that its answers assess these items too. */
  default boolean knowsHolder() {
    return true;
  }

  /** VIES, for VAT numbers of the Union. */
  record OfVies(Vies vies) implements ItemSource {
    @Override
    public CheckMethod method() {
      return CheckMethod.CHECK_METHOD_VIES;
    }

    @Override
    public String name() {
      return "VIES";
    }

    @Override
    public Optional<Supplier<SourceAnswer>> question(Item item, Declared declared) {
      return number(item)
          .filter(it -> it.getScheme().equals("eu.vat"))
          .flatMap(ItemSource::normal)
          .map(number -> () -> vies.check(number, declared));
    }
  }

  /** The Global LEI Foundation, for legal entity identifiers. */
  record OfGleif(Gleif gleif) implements ItemSource {
    @Override
    public CheckMethod method() {
      return CheckMethod.CHECK_METHOD_GLEIF;
    }

    @Override
    public String name() {
      return "GLEIF";
    }

    @Override
    public Optional<Supplier<SourceAnswer>> question(Item item, Declared declared) {
      return number(item)
          .filter(it -> it.getScheme().equals("lei"))
          .flatMap(ItemSource::normal)
          .map(number -> () -> gleif.check(number, declared));
    }
  }

  /**
   * A trade register.
   *
   * @param scheme the scheme of the numbers that it gives
   * @param issuer the issuer of the numbers, where the scheme has several; empty for any
   */
  record OfRegister(String name, String scheme, String issuer, RegisterSource register)
      implements ItemSource {
    @Override
    public CheckMethod method() {
      return CheckMethod.CHECK_METHOD_REGISTER;
    }

    @Override
    public Optional<Supplier<SourceAnswer>> question(Item item, Declared declared) {
      return item.content() instanceof RegisterEntry
          ? number(item)
              .filter(it -> it.getScheme().equals(scheme))
              .filter(it -> issuer.isEmpty() || it.getIssuer().equalsIgnoreCase(issuer))
              .flatMap(
                  it -> Schemes.find(scheme).isPresent() ? normal(it) : Optional.of(it.getValue()))
              .map(number -> () -> register.check(number, declared))
          : Optional.empty();
    }
  }

  /** The bank of a payment account, for accounts with an IBAN. */
  record OfBank(PayeeVerification payees) implements ItemSource {
    @Override
    public CheckMethod method() {
      return CheckMethod.CHECK_METHOD_BANK;
    }

    @Override
    public String name() {
      return "Verification of payee";
    }

    @Override
    public boolean knowsHolder() {
      return false;
    }

    @Override
    public Optional<Supplier<SourceAnswer>> question(Item item, Declared declared) {
      return item.content() instanceof PaymentAccount account && account.hasIban()
          ? Identifier.of("iban", account.getIban())
              .map(iban ->
                  () ->
                      payees.check(
                          iban.normal(), account.getBic(), account.getHolderName(), declared))
          : Optional.empty();
    }
  }

  private static Optional<TypedIdentifier> number(Item item) {
    return switch (item.content()) {
      case VatNumber vat -> Optional.of(vat.getIdentifier());
      case RegisterEntry entry -> Optional.of(entry.getIdentifier());
      default -> Optional.empty();
    };
  }

  private static Optional<String> normal(TypedIdentifier number) {
    return Schemes.find(number.getScheme())
        .map(scheme -> scheme.check(number.getValue(), number.getIssuer()))
        .filter(Verdict.Valid.class::isInstance)
        .map(verdict -> ((Verdict.Valid) verdict).normal());
  }
}
