package org.sellerregistry.identifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * A VAT number of any country with a rule here, led by the country's two letters. What follows them
 * may repeat them where they are part of the national number, as in Switzerland.
 */
final class Vatin implements Scheme {
  private static final Separators COMMON = Separators.of(" -.,/");

  /** The national schemes that serve as VAT numbers, besides those named {@code xx.vat}. */
  private static final String NATIONAL =
      """
      ad.nrt al.nipt au.abn br.cnpj by.unp ca.bn cl.rut co.nit cr.cpj do.rnc dz.nif ec.ruc eg.tn
      fo.vn gh.tin gt.nit id.npwp il.hp in.gstin is.vsk jp.cn ke.pin kr.brn li.peid ma.ice md.idno
      me.pib mk.edb mx.rfc mz.nuit nz.ird pe.ruc py.ruc rs.pib ru.inn sg.uen sm.coe sn.ninea sv.nit
      th.tin tn.mf tr.vkn tw.ubn ua.edrpou uy.rut ve.rif vn.mst za.tin
      """;

  private final Map<String, Scheme> byCountry = new HashMap<>();

  Vatin(List<? extends Scheme> all) {
    for (Scheme scheme : all) {
      String name = scheme.name();
      if (name.endsWith(".vat") || NATIONAL.contains(name)) {
        byCountry.put(NumberScheme.country(name), scheme);
      }
    }
  }

  @Override
  public String name() {
    return "vatin";
  }

  @Override
  public String title() {
    return "VAT number with its country (VATIN)";
  }

  @Override
  public Verdict check(String number) {
    if (number.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    String compact = COMMON.remove(number);
    if (compact.length() < 2 || !isLetter(compact.charAt(0)) || !isLetter(compact.charAt(1))) {
      return Invalid.whole(Rule.FORMAT, "expected the two letters of a country, and a number");
    }
    String country = compact.substring(0, 2);
    Scheme national = byCountry.get(country);
    if (national == null) {
      return Invalid.whole(Rule.COMPONENT, "begins with a country that has a VAT number");
    }
    Verdict rest = national.check(compact.substring(2));
    Verdict verdict = rest.isValid() ? rest : national.check(compact);
    return switch (verdict) {
      case Invalid invalid -> invalid;
      case Valid valid -> {
        String own = valid.normal();
        String normal = own.startsWith(country) ? own : country + own;
        yield new Valid("", normal, normal);
      }
    };
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
