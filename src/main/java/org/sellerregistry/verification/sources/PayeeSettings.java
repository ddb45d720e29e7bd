package org.sellerregistry.verification.sources;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a payment service provider is asked to verify payees.
 *
 * @param path the place of the request below the provider's base
 * @param requester the BIC of the requesting payment service provider; empty if the one that is
 *     asked adds it
 * @param headers sent along, for example a credential
 */
public record PayeeSettings(
    SourceSettings source, String path, String requester, Map<String, String> headers) {
  public PayeeSettings {
    if (path.startsWith("/") || path.contains("://")) {
      throw new IllegalArgumentException("The path of payee verification is PATH, not " + path);
    }
    headers = Map.copyOf(headers);
  }

  static PayeeSettings from(Config block) {
    return new PayeeSettings(
        SourceSettings.from(block),
        block.getString("path"),
        block.getString("requester"),
        block.getConfig("headers").entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    it -> String.join(".", ConfigUtil.splitPath(it.getKey())),
                    it -> String.valueOf(it.getValue().unwrapped()))));
  }

  /** Without the headers, which may hold a credential. */
  @Override
  public String toString() {
    return "PayeeSettings[path=%s]".formatted(path);
  }
}
