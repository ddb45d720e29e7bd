package org.sellerregistry.trader;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.BlindIndex;

/** Lets the loader compute look-up tokens as the registry does. */
public final class Tokens {
  private Tokens() {}

  /** One token of a trader. */
  public record Token(SectionKind section, int kind, ByteString token) {}

  /** All tokens of a trader, in the order of the table's key. */
  public static List<Token> of(BlindIndex index, UUID marketplace, Trader trader) {
    var tokens = new ArrayList<Token>();
    for (var section : Sections.kinds()) {
      for (var key :
          LookupKeys.of(section, Sections.get(trader, section), trader.getRegionCode())) {
        var token =
            index.token(marketplace, key.kind().name(), key.scheme(), key.issuer(), key.normal());
        tokens.add(new Token(section, key.kind().code(), ByteString.copyFrom(token)));
      }
    }
    tokens.sort(Comparator.comparing(Token::token, ByteString.unsignedLexicographicalComparator()));
    return tokens;
  }

  /** The form in which a revision's sections are stored. */
  public static int sections(Trader trader) {
    return SectionSet.encode(
        Sections.kinds().stream().filter(kind -> Sections.has(trader, kind)).toList());
  }
}
