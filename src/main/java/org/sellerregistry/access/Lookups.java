package org.sellerregistry.access;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sellerregistry.v1.BatchGetPublicTraderInfoRequest;
import org.sellerregistry.v1.BatchGetPublicTraderInfoResponse;
import org.sellerregistry.v1.CheckEligibilityRequest;
import org.sellerregistry.v1.Eligibility;
import org.sellerregistry.v1.GetPublicTraderInfoRequest;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.LookupTradersResponse;
import org.sellerregistry.v1.PublicAvailability;
import org.sellerregistry.v1.PublicTraderInfo;

/**
 * The methods that can be asked about what the caller does not know to exist, by a value or a name
 * that can be guessed. The id of a trader cannot: 74 bits of it are random.
 */
final class Lookups {
  /** Their full names. */
  static final Set<String> METHODS =
      Set.of(
          "sellerregistry.v1.TraderService/LookupTraders",
          "sellerregistry.v1.TraderService/GetPublicTraderInfo",
          "sellerregistry.v1.TraderService/BatchGetPublicTraderInfo",
          "sellerregistry.v1.VerificationService/CheckEligibility");

  private Lookups() {}

  /** How many lookups a request makes. */
  static int queries(Message request) {
    return request instanceof LookupTradersRequest lookup ? lookup.getQueriesCount() : 0;
  }

  /** What was asked for and, as the answer says, does not exist. */
  static List<ByteString> misses(Message request, Object answer) {
    return switch (answer) {
      case LookupTradersResponse found when request instanceof LookupTradersRequest asked ->
          IntStream.range(0, found.getResultsCount())
              .filter(i -> found.getResults(i).getMatchesCount() == 0)
              .mapToObj(i -> asked.getParentBytes().concat(asked.getQueries(i).toByteString()))
              .toList();
      case BatchGetPublicTraderInfoResponse found
          when request instanceof BatchGetPublicTraderInfoRequest asked ->
          IntStream.range(0, found.getInfosCount())
              .filter(i -> isNobody(found.getInfos(i).getAvailability()))
              .mapToObj(asked::getNamesBytes)
              .toList();
      case PublicTraderInfo found
          when request instanceof GetPublicTraderInfoRequest asked
              && isNobody(found.getAvailability()) ->
          List.of(asked.getNameBytes());
      case LookupReply found
          when request instanceof GetPublicTraderInfoRequest asked && found.isMiss() ->
          List.of(asked.getNameBytes());
      case Eligibility found
          when request instanceof CheckEligibilityRequest asked
              && isNobody(found.getAvailability()) ->
          List.of(asked.getNameBytes());
      default -> List.of();
    };
  }

  private static boolean isNobody(PublicAvailability availability) {
    return availability == PublicAvailability.PUBLIC_AVAILABILITY_NO_TRADER;
  }
}
