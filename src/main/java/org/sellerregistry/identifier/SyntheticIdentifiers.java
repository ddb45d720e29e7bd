package org.sellerregistry.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes numbers that follow their scheme's rule, for demonstrations and tests. They belong to
 * nobody by intention, but one may happen to have been issued: never present them as real.
 *
 * <p>Guarantee: what is made is valid under its scheme; the same generator state makes the same
 * number.
 */
public final class SyntheticIdentifiers {
  /**
   * How numbers look: {@code #} a digit, {@code +} a digit other than 0, {@code @} a letter, {@code
   * *} either, {@code ?} a check character that is searched for; all else stands for itself.
   */
  private static final Map<String, List<String>> TEMPLATES = templates();

  /** Ofcom, Bundesnetzagentur, Arcep, NANPA and ACMA each keep numbers for drama. */
  private static final Map<String, String> FICTION =
      Map.of(
          "AU", "61255501###",
          "DE", "493023125###",
          "FR", "3319900####",
          "GB", "442079460###",
          "US", "1202555010#");

  private static final String CHECKS = CheckDigits.ALPHANUMERIC;

  private SyntheticIdentifiers() {}

  /** The names of the schemes that can be made. */
  public static Set<String> schemes() {
    return TEMPLATES.keySet();
  }

  /**
   * A number in its normal form, or in its display form where that names the issuer; empty for a
   * scheme that cannot be made.
   */
  public static Optional<String> next(String scheme, RandomGenerator random) {
    List<String> templates = TEMPLATES.getOrDefault(scheme, List.of());
    return Schemes.find(scheme)
        .filter(found -> !templates.isEmpty())
        .map(found -> search(found, templates.get(random.nextInt(templates.size())), random));
  }

  /** An IBAN of a country, with the country's own check digits; empty if it has no IBAN. */
  public static Optional<String> iban(String country, RandomGenerator random) {
    String structure = Iban.structure(country);
    if (structure.isEmpty()) {
      return Optional.empty();
    }
    String template = structure.replace('n', '#').replace('a', '@').replace('c', '#');
    String bban = fill(template, random);
    while (!NationalAccounts.agrees(country, bban)) {
      bban = fill(template, random);
    }
    String rest = bban + country + "00";
    int check = 98 - CheckDigits.mod97(rest, 0, rest.length(), 0);
    return Optional.of(country + (char) ('0' + check / 10) + (char) ('0' + check % 10) + bban);
  }

  /**
   * A telephone number in E.164: from a range kept for fiction where the country publishes one,
   * otherwise like the example of its numbering plan; empty for an unknown country.
   */
  public static Optional<String> phone(String country, RandomGenerator random) {
    String kept = FICTION.get(country);
    String template = kept == null ? Phone.example(country) : kept;
    if (template.isEmpty()) {
      return Optional.empty();
    }
    Scheme phone = Schemes.find("phone").orElseThrow();
    String number = "+" + fill(template, random);
    while (!phone.check(number).isValid()) {
      number = "+" + fill(template, random);
    }
    return Optional.of(number);
  }

  private static String search(Scheme scheme, String template, RandomGenerator random) {
    while (true) {
      String found = complete(scheme, fill(template, random).toCharArray(), 0);
      if (!found.isEmpty()) {
        return found;
      }
    }
  }

  /** The normal form of the number with its check characters found; empty if there are none. */
  private static String complete(Scheme scheme, char[] number, int from) {
    for (int i = from; i < number.length; i++) {
      if (number[i] != '?') {
        continue;
      }
      for (int c = 0; c < CHECKS.length(); c++) {
        number[i] = CHECKS.charAt(c);
        String found = complete(scheme, number, i + 1);
        if (!found.isEmpty()) {
          return found;
        }
      }
      number[i] = '?';
      return "";
    }
    return switch (scheme.check(new String(number))) {
      case Verdict.Valid valid -> scheme.issuerScoped() ? valid.display() : valid.normal();
      case Verdict.Invalid invalid -> "";
    };
  }

  private static String fill(String template, RandomGenerator random) {
    var number = new StringBuilder(template.length());
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      number.append(
          switch (c) {
            case '#' -> (char) ('0' + random.nextInt(10));
            case '+' -> (char) ('1' + random.nextInt(9));
            case '@' -> (char) ('A' + random.nextInt(26));
            case '*' -> CHECKS.charAt(random.nextInt(CHECKS.length()));
            default -> c;
          });
    }
    return number.toString();
  }

  private static Map<String, List<String>> templates() {
    var templates = new TreeMap<String, List<String>>();
    String table =
        """
        at.vat ATU#######?
        be.vat BE0+######??
        bg.vat BG+#######?
        cy.vat CY1+######?
        cz.vat CZ+######?
        de.vat DE+#######?
        dk.vat DK+######?
        ee.vat EE10######?
        el.vat EL0+######?
        es.vat ESB+######?
        fi.vat FI+######?
        fr.vat FR??+#######?
        hr.vat HR+#########?
        hu.vat HU+######?
        ie.vat IE+######?
        it.vat IT0+#####015?
        lt.vat LT+######1?
        lu.vat LU+#####??
        lv.vat LV4000+#####?
        mt.vat MT+#####??
        nl.vat NL+#######?B01
        pl.vat PL+########?
        pt.vat PT5#######?
        ro.vat RO+######?
        se.vat SE556######?01
        si.vat SI+######?
        sk.vat SK202+#####?
        xi.vat XI+######??
        gb.vat +######??
        ch.vat CHE+#######?MWST
        no.vat +#######?MVA
        ch.uid CHE+#######?
        no.orgnr +#######?
        se.orgnr 556######?
        dk.cvr +######?
        fi.ytunnus +######?
        fr.siren +#######?
        fr.siret +#######?####?
        es.cif B+######?
        nl.kvk +#######
        it.rea MI-+######
        it.rea RM-+######
        it.rea TO-+######
        de.handelsregister Berlin (Charlottenburg) HRB +#####
        de.handelsregister Hamburg HRB +#####
        de.handelsregister Köln HRB +#####
        de.handelsregister München HRB +#####
        de.handelsregister Stuttgart HRA +#####
        pl.nip +########?
        pl.krs 0000+#####
        pl.regon +#######?
        cz.ico +######?
        sk.ico +######?
        ee.registrikood 1######?
        gb.company 1#######
        ro.cui +######?
        hr.oib +#########?
        cn.uscc 9111####MA*******?
        jp.cn ?+###########
        kr.brn +##81+####
        hk.brn +#######
        in.pan @@@C@####@
        in.gstin 27@@@C@####@1Z?
        tr.vkn +########?
        il.hp 51######?
        vn.mst 0+#######?
        sg.uen 20#######?
        au.abn ??+########
        au.acn 1#######?
        us.ein 12+######
        ca.bn 7#######?
        br.cnpj +#######0001??
        ua.edrpou +######?
        lei 529900************??
        duns +########
        """;
    for (String line : table.lines().toList()) {
      int space = line.indexOf(' ');
      templates
          .computeIfAbsent(line.substring(0, space), scheme -> new ArrayList<>())
          .add(line.substring(space + 1));
    }
    return templates;
  }
}
