package org.sellerregistry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import java.util.List;
import org.sellerregistry.verification.Packs;

/** A text is a sound pack, or it is refused. */
public final class PackTextFuzz {
  private static final Validator VALIDATOR =
      ValidatorFactory.newBuilder()
          .withConfig(Config.newBuilder().setEnableNativeRules(true).build())
          .build();

  private PackTextFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    try {
      var _ = new Packs(List.of(Packs.parse(new String(data, UTF_8))), VALIDATOR);
    } catch (IllegalArgumentException refused) {
      var _ = refused.getMessage();
    }
  }
}
