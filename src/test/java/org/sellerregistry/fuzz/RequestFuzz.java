package org.sellerregistry.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import org.sellerregistry.rpc.Failures;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.LookupTradersRequest;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.UpdateTraderRequest;

/** A message keeps the contract's rules, or it is refused with a reason that fits its trailers. */
public final class RequestFuzz {
  private static final RequestValidator VALIDATOR = RequestValidator.forContract();
  private static final List<Parser<? extends Message>> PARSERS =
      List.of(
          CreateTraderRequest.parser(),
          UpdateTraderRequest.parser(),
          LookupTradersRequest.parser(),
          RecordCheckRequest.parser(),
          ImportTradersRequest.parser());
  private static final int TRAILERS = 8 << 10;

  private RequestFuzz() {}

  /** The first byte chooses the request. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    try {
      var parser = PARSERS.get(Byte.toUnsignedInt(data[0]) % PARSERS.size());
      VALIDATOR.validate(parser.parseFrom(data, 1, data.length - 1));
    } catch (InvalidProtocolBufferException malformed) {
      var _ = malformed.getMessage();
    } catch (Refusal refusal) {
      if (Failures.toStatus(refusal).getSerializedSize() * 4 / 3 > TRAILERS) {
        throw new AssertionError("a refusal that reaches nobody", refusal);
      }
    }
  }
}
