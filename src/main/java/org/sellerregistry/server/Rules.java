package org.sellerregistry.server;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.ValidatorFactory;
import org.sellerregistry.rpc.RequestValidator;
import org.sellerregistry.verification.Countries;
import org.sellerregistry.verification.Packs;

/** What comes with the program as data and is compiled once: it needs nothing else. */
record Rules(RequestValidator requests, Packs packs, Countries countries) {

  static Rules compile() {
    var config = Config.newBuilder().setEnableNativeRules(true).build();
    var validator = ValidatorFactory.newBuilder().withConfig(config).build();
    return new Rules(
        RequestValidator.forContract(), Packs.shipped(validator), Countries.shipped(validator));
  }
}
