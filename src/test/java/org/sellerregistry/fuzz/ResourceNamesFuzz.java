package org.sellerregistry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.sellerregistry.rpc.ResourceNames;

/** Each resource has one name. */
public final class ResourceNamesFuzz {
  private ResourceNamesFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    var text = new String(data, UTF_8);
    ResourceNames.parse(text)
        .ifPresent(name -> {
          if (!name.toString().equals(text)) {
            throw new AssertionError("a second name of " + name);
          }
        });
  }
}
