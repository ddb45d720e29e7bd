package org.sellerregistry.verification.crossfield;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sellerregistry.identifier.Identifier;
import org.sellerregistry.v1.TypedIdentifier;

/**
 * The part that official numbers of one holder have in common, where a rule says that they do.
 *
 * @param family numbers of one family and one holder have the same core
 * @param core that part
 * @param always whether the rule has no exception for a holder's own number
 */
record HolderNumber(String family, String core, boolean always) {
  private record Rule(String family, String scheme, Pattern number, boolean always) {}

  /**
   * Family, scheme of the normal form, what of it is the core; a question mark where the rule has
   * exceptions. The sources:
   *
   * <ul>
   *   <li>BE: the enterprise number is the VAT number (Code de droit économique, art. III.17; Code
   *       de la TVA, art. 50).
   *   <li>BG: the identification number with the prefix BG (ЗДДС, art. 94(2)).
   *   <li>CH: the UID with a suffix (UIDG, art. 3; MWSTG, art. 66).
   *   <li>CN: one code for register and tax (GB 32100-2015).
   *   <li>CZ: mostly the IČO with the prefix CZ, else a number of the tax office's own (Act
   *       280/2009, § 130).
   *   <li>DK: the CVR number, or a further SE number of the same enterprise.
   *   <li>ES: the NIF with the prefix ES (RD 1065/2007, art. 25).
   *   <li>FI: the business identity code (Act 244/2001, § 9).
   *   <li>FR: the SIREN after a key (CGI, art. 286 ter; BOI-TVA-DECLA-20-10-10).
   *   <li>HR: the OIB with the prefix HR (Zakon o PDV, art. 77).
   *   <li>HU: the first eight digits of the tax number (Act CL of 2017).
   *   <li>IN: the PAN from the third character of the GSTIN on (CGST Rules 2017, rule 10).
   *   <li>IT: a company's codice fiscale is mostly its partita IVA (DPR 605/1973; DPR 633/1972,
   *       art. 35).
   *   <li>NO: the organisation number and MVA (Bokføringsforskriften, § 5-1-2).
   *   <li>PL: the NIP with the prefix PL (Act on VAT, art. 97(10)).
   *   <li>PT: the NIF or NIPC (DL 14/2013) with the prefix PT.
   *   <li>RO: the CUI with the prefix RO (Cod fiscal, art. 316 to 318).
   *   <li>SE: the organisation number between SE and 01 (Skatteverket, SKV 552).
   * </ul>
   *
   * <p>The registers in an EUID are those of the Business Registers Interconnection System.
   */
  private static final List<Rule> RULES =
      rules(
          """
          BE eu.vat BE([0-9]{10})
          BE euid BEKBOBCE\\.([0-9.]+)
          BG eu.vat BG([0-9]+)
          CH ch.uid CHE([0-9]{9})
          CH ch.vat CHE([0-9]{9})MWST
          CN cn.uscc (.+)
          CZ cz.ico ([0-9]{8}) ?
          CZ eu.vat CZ([0-9]{8}) ?
          DK dk.cvr ([0-9]{8}) ?
          DK eu.vat DK([0-9]{8}) ?
          DK euid DKCVR\\.([0-9]{8}) ?
          ES es.cif (.+)
          ES es.dni (.+)
          ES es.nie (.+)
          ES es.nif (.+)
          ES eu.vat ES(.+)
          FI fi.ytunnus ([0-9]{8})
          FI eu.vat FI([0-9]{8})
          FI euid FIFPRO\\.([0-9]{7}-?[0-9])
          FR fr.siren ([0-9]{9})
          FR fr.siret ([0-9]{9})[0-9]{5}
          FR fr.rcs RCS.*?([0-9]{9})
          FR eu.vat FR..([0-9]{9})
          HR hr.oib ([0-9]{11})
          HR eu.vat HR([0-9]{11})
          HU hu.anum ([0-9]{8})
          HU eu.vat HU([0-9]{8})
          IN in.gstin ..(.{10})...
          IN in.pan (.{10})
          IT it.iva ([0-9]{11}) ?
          IT it.codicefiscale ([0-9]{11}) ?
          IT eu.vat IT([0-9]{11}) ?
          NL nl.kvk ([0-9]{8})
          NL euid NLNHR\\.([0-9]{8})
          NO no.orgnr ([0-9]{9})
          NO no.mva ([0-9]{9})MVA
          PL pl.nip ([0-9]{10})
          PL eu.vat PL([0-9]{10})
          PL-KRS pl.krs ([0-9]{10})
          PL-KRS euid PLKRS\\.([0-9]{10})
          PT pt.nif ([0-9]{9})
          PT eu.vat PT([0-9]{9})
          RO ro.cui ([0-9]+)
          RO eu.vat RO([0-9]+)
          SE se.orgnr ([0-9]{10})
          SE eu.vat SE([0-9]{10})01
          SE euid SEBOLREG\\.([0-9]{6}-?[0-9]{4})
          """);

  /** The common part of a valid number of a scheme that has one. */
  static Optional<HolderNumber> of(TypedIdentifier number) {
    return Identifier.of(number.getScheme(), number.getIssuer(), number.getValue())
        .flatMap(HolderNumber::of);
  }

  private static Optional<HolderNumber> of(Identifier number) {
    for (var rule : RULES) {
      if (rule.scheme().equals(number.scheme())) {
        var matcher = rule.number().matcher(number.normal());
        if (matcher.matches()) {
          var core = matcher.group(1).replaceAll("[^0-9A-Z]", "");
          return Optional.of(new HolderNumber(rule.family(), core, rule.always()));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Rule> rules(String lines) {
    var rules = new ArrayList<Rule>();
    for (var line : lines.strip().lines().toList()) {
      var parts = line.split(" ", -1);
      rules.add(new Rule(parts[0], parts[1], Pattern.compile(parts[2]), parts.length == 3));
    }
    return List.copyOf(rules);
  }
}
