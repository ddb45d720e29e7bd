package org.sellerregistry.identifier;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The local courts that keep or kept commercial registers (the common register portal of the
 * Länder, list of courts), with former courts, whose numbers older papers still show.
 */
final class GermanCourts {
  private static final String NAMES =
      """
      Aachen|Altenburg|Amberg|Ansbach|Apolda|Arnsberg|Arnstadt|Arnstadt Zweigstelle Ilmenau
      Aschaffenburg|Augsburg|Aurich|Bad Hersfeld|Bad Homburg v.d.H.|Bad Kreuznach|Bad Oeynhausen
      Bad Salzungen|Bamberg|Bayreuth|Berlin (Charlottenburg)|Bielefeld|Bochum|Bonn|Braunschweig
      Bremen|Bremerhaven|Chemnitz|Coburg|Coesfeld|Cottbus|Darmstadt|Deggendorf|Dortmund|Dresden
      Duisburg|Düren|Düsseldorf|Eisenach|Erfurt|Eschwege|Essen|Flensburg|Frankfurt am Main
      Frankfurt/Oder|Freiburg|Friedberg|Fritzlar|Fulda|Fürth|Gelsenkirchen|Gera|Gießen|Gotha
      Göttingen|Greiz|Gütersloh|Hagen|Hamburg|Hamm|Hanau|Hannover|Heilbad Heiligenstadt
      Hildburghausen|Hildesheim|Hof|Homburg|Ingolstadt|Iserlohn|Jena|Kaiserslautern|Kassel
      Kempten (Allgäu)|Kiel|Kleve|Koblenz|Köln|Königstein|Korbach|Krefeld|Landau|Landshut
      Langenfeld|Lebach|Leipzig|Lemgo|Limburg|Lübeck|Ludwigshafen a.Rhein (Ludwigshafen)|Lüneburg
      Mainz|Mannheim|Marburg|Meiningen|Memmingen|Merzig|Mönchengladbach|Montabaur|Mühlhausen
      München|Münster|Neubrandenburg|Neunkirchen|Neuruppin|Neuss|Nordhausen|Nürnberg
      Offenbach am Main|Oldenburg (Oldenburg)|Osnabrück|Ottweiler|Paderborn|Passau|Pinneberg
      Pößneck|Pößneck Zweigstelle Bad Lobenstein|Potsdam|Recklinghausen|Regensburg|Rostock
      Rudolstadt|Rudolstadt Zweigstelle Saalfeld|Saarbrücken|Saarlouis|Schweinfurt|Schwerin
      Siegburg|Siegen|Sömmerda|Sondershausen|Sonneberg|St. Ingbert|St. Wendel|Stadthagen|Stadtroda
      Steinfurt|Stendal|Stralsund|Straubing|Stuttgart|Suhl|Tostedt|Traunstein|Ulm|Völklingen
      Walsrode|Weiden i.d.OPf.|Weimar|Wetzlar|Wiesbaden|Wittlich|Wuppertal|Würzburg|Zweibrücken
      Dessau|Halle (Saale)|Magdeburg|Merseburg|Naumburg|Heidelberg|Heilbronn|Karlsruhe|Konstanz
      Offenburg|Pforzheim|Ravensburg|Reutlingen|Rottweil|Cuxhaven|Celle|Emden|Nordhorn|Lingen
      Verden (Aller)|Wilhelmshaven|Stade|Worms|Trier|Hechingen|Itzehoe|Plauen|Zwickau|Bautzen
      Görlitz
      """;

  /** Other ways to write the same court. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("Charlottenburg", "Berlin (Charlottenburg)"),
          Map.entry("Berlin", "Berlin (Charlottenburg)"),
          Map.entry("Berlin-Charlottenburg", "Berlin (Charlottenburg)"),
          Map.entry("Frankfurt", "Frankfurt am Main"),
          Map.entry("Frankfurt a.M.", "Frankfurt am Main"),
          Map.entry("Frankfurt (Oder)", "Frankfurt/Oder"),
          Map.entry("Frankfurt an der Oder", "Frankfurt/Oder"),
          Map.entry("Ludwigshafen am Rhein", "Ludwigshafen a.Rhein (Ludwigshafen)"),
          Map.entry("Ludwigshafen", "Ludwigshafen a.Rhein (Ludwigshafen)"),
          Map.entry("Bad Homburg", "Bad Homburg v.d.H."),
          Map.entry("Bad Homburg vor der Höhe", "Bad Homburg v.d.H."),
          Map.entry("Freiburg im Breisgau", "Freiburg"),
          Map.entry("Freiburg i. Br.", "Freiburg"),
          Map.entry("Kempten", "Kempten (Allgäu)"),
          Map.entry("Königstein im Taunus", "Königstein"),
          Map.entry("Königstein (Taunus)", "Königstein"),
          Map.entry("Landau in der Pfalz", "Landau"),
          Map.entry("Landau i.d.Pf.", "Landau"),
          Map.entry("Landau (Pfalz)", "Landau"),
          Map.entry("Limburg an der Lahn", "Limburg"),
          Map.entry("Limburg a.d. Lahn", "Limburg"),
          Map.entry("Offenbach", "Offenbach am Main"),
          Map.entry("Offenbach a.M.", "Offenbach am Main"),
          Map.entry("Oldenburg", "Oldenburg (Oldenburg)"),
          Map.entry("Friedberg (Hessen)", "Friedberg"),
          Map.entry("Weiden", "Weiden i.d.OPf."),
          Map.entry("Weiden in der Oberpfalz", "Weiden i.d.OPf."),
          Map.entry("Sankt Ingbert", "St. Ingbert"),
          Map.entry("Sankt Wendel", "St. Wendel"),
          Map.entry("Halle", "Halle (Saale)"),
          Map.entry("Verden", "Verden (Aller)"),
          Map.entry("Cologne", "Köln"),
          Map.entry("Munich", "München"),
          Map.entry("Nuremberg", "Nürnberg"));

  private static final Map<String, String> BY_KEY = byKey();

  private GermanCourts() {}

  /** The official name of a court that is written in any usual way; null if there is none. */
  static @Nullable String find(String name) {
    String key = key(name, false);
    String found = BY_KEY.get(key);
    for (String office : new String[] {"amtsgericht", "registergericht", "ag", "handelsregister"}) {
      if (found == null && key.startsWith(office)) {
        found = BY_KEY.get(key.substring(office.length()));
      }
    }
    return found;
  }

  private static Map<String, String> byKey() {
    var courts = new HashMap<String, String>();
    for (String line : NAMES.lines().toList()) {
      for (String name : line.split("\\|", -1)) {
        courts.put(key(name, false), name);
        courts.put(key(name, true), name);
      }
    }
    ALIASES.forEach((alias, name) -> {
      courts.put(key(alias, false), name);
      courts.put(key(alias, true), name);
    });
    return Map.copyOf(courts);
  }

  /** Lower-case letters only; umlauts without their dots, or written with an e. */
  private static String key(String name, boolean withE) {
    String lower = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String spelt = withE ? lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") : lower;
    String bare = Normalizer.normalize(spelt.replace("ß", "ss"), Normalizer.Form.NFD);
    var key = new StringBuilder(bare.length());
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (Character.isLetter(c) || CheckDigits.isDigit(c) || c == '\\') {
        key.append(c);
      }
    }
    return key.toString();
  }
}
