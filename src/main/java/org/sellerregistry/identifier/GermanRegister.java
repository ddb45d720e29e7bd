package org.sellerregistry.identifier;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.identifier.Verdict.Invalid;
import org.sellerregistry.identifier.Verdict.Valid;

/**
 * Number in a German court register (Handelsregisterverordnung, section 24): the court, the
 * register (HRA, HRB, PR, GnR, VR) and a number, perhaps with letters left from a register that was
 * merged. Courts count from 1 each, so the court is the issuer.
 */
record GermanRegister(String name) implements Scheme {
  private static final Separators SPACES = Separators.of("");
  private static final Set<String> REGISTERS = Set.of("HRA", "HRB", "PR", "GNR", "VR");

  @Override
  public String title() {
    return "German register number (Handelsregister)";
  }

  @Override
  public boolean issuerScoped() {
    return true;
  }

  @Override
  public String comparedAs() {
    return "de.handelsregister";
  }

  @Override
  public Verdict check(String number) {
    return check(number, "");
  }

  @Override
  public Verdict check(String number, String issuer) {
    if (number.length() > MAX_LENGTH || issuer.length() > MAX_LENGTH) {
      return NumberScheme.TOO_LONG;
    }
    Entry entry = parse(SPACES.remove(number));
    if (entry == null) {
      return Invalid.whole(Rule.FORMAT, "expected a court, HRA, HRB, PR, GnR or VR, and a number");
    }
    String court = entry.court.isEmpty() ? SPACES.remove(issuer) : entry.court;
    if (court.isEmpty()) {
      return Invalid.whole(Rule.FORMAT, "the court is needed");
    }
    String known = GermanCourts.find(court);
    if (known == null) {
      return Invalid.whole(Rule.COMPONENT, "there is no such register court");
    }
    String register = entry.register.equals("GNR") ? "GnR" : entry.register;
    String normal = register + " " + entry.number;
    return new Valid(known, normal, known + " " + normal);
  }

  private record Entry(String court, String register, String number) {}

  /** Court, register and number, or the court last; null where there is no register and number. */
  private static @Nullable Entry parse(String number) {
    String[] words = number.replace(',', ' ').strip().split("\\s+", -1);
    for (int i = 0; i < words.length; i++) {
      String register = words[i];
      int next = i + 1;
      String digits = next < words.length ? words[next] : "";
      if (!REGISTERS.contains(register)) {
        int letters = letters(register);
        digits = register.substring(letters);
        register = register.substring(0, letters);
        next = i;
      }
      if (REGISTERS.contains(register) && isNumber(digits)) {
        return entry(words, i, register, digits.replaceFirst("^0+", ""), next + 1);
      }
    }
    return null;
  }

  private static @Nullable Entry entry(
      String[] words, int before, String register, String digits, int after) {
    int rest = after;
    String suffix = "";
    if (rest < words.length
        && words[rest].length() <= 3
        && letters(words[rest]) == words[rest].length()
        && !words[rest].equals("AG")) {
      suffix = " " + words[rest++];
    }
    String first = String.join(" ", List.of(words).subList(0, before));
    String last = String.join(" ", List.of(words).subList(rest, words.length));
    if (!first.isEmpty() && !last.isEmpty()) {
      return null;
    }
    return new Entry(first + last, register, digits + suffix);
  }

  private static int letters(String word) {
    int count = 0;
    while (count < word.length() && word.charAt(count) >= 'A' && word.charAt(count) <= 'Z') {
      count++;
    }
    return count;
  }

  private static boolean isNumber(String digits) {
    boolean some = false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      some |= c != '0';
    }
    return some && digits.length() <= 7;
  }
}
