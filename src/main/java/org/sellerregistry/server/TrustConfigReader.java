package org.sellerregistry.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.server.ServerConfig.Identity;
import org.sellerregistry.server.ServerConfig.Oidc;
import org.sellerregistry.server.ServerConfig.Tls;
import org.sellerregistry.verification.electronicid.IdIssuer;
import org.sellerregistry.verification.electronicid.IdSettings;

/**
 * Reads whom the server shows itself as, and whom it believes: TLS, bearer tokens, electronic
 * identification.
 */
final class TrustConfigReader {

  /** What an issuer of electronic identification may say, with the defaults. */
  private static final Config ISSUER_DEFAULTS =
      ConfigFactory.parseMap(
          Map.of(
              "issuer", "",
              "jwks-file", "",
              "jwks-url", "",
              "subject-claim", "sub",
              "status-lists", "",
              "key-binding", true));

  private final Config config;
  private final Settings settings;

  TrustConfigReader(Settings settings) {
    this.config = settings.config();
    this.settings = settings;
  }

  Tls tls() {
    var cert = settings.path("tls.cert");
    var key = settings.path("tls.key");
    if ((cert == null) != (key == null)) {
      throw new ConfigurationException("tls.cert and tls.key go together");
    }
    if (key != null) {
      PrivateFiles.requirePrivate(key, "The server's key");
    }
    return new Tls(
        cert == null || key == null ? null : new Identity(cert, key),
        settings.path("tls.client-ca"),
        settings.positive("tls.reload-interval"),
        settings.list("tls.local-names", ","));
  }

  @Nullable Oidc oidc() {
    var issuer = config.getString("oidc.issuer");
    if (issuer.isEmpty()) {
      return null;
    }
    var audience = config.getString("oidc.audience");
    var file = settings.path("oidc.jwks-file");
    var url = config.getString("oidc.jwks-url");
    if (audience.isEmpty() || (file == null) == url.isEmpty()) {
      throw new ConfigurationException(
          "oidc.issuer needs oidc.audience and one of oidc.jwks-file and oidc.jwks-url");
    }
    if (file == null && !url.startsWith("https://")) {
      throw new ConfigurationException("oidc.jwks-url must begin with https://");
    }
    return new Oidc(
        issuer,
        audience,
        file == null ? URI.create(url) : file.toAbsolutePath().toUri(),
        config.getString("oidc.person-claim"));
  }

  IdSettings electronicId() {
    var issuers = new ArrayList<IdIssuer>();
    try {
      for (var issuer : config.getConfigList("electronic-id.issuers")) {
        issuers.add(idIssuer(issuer.withFallback(ISSUER_DEFAULTS)));
      }
      return new IdSettings(
          config.getString("electronic-id.audience"),
          config.getDuration("electronic-id.freshness"),
          issuers);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static IdIssuer idIssuer(Config issuer) {
    for (var entry : issuer.root().keySet()) {
      if (!ISSUER_DEFAULTS.hasPath(entry)) {
        throw new ConfigurationException(
            "electronic-id.issuers sets %s, which is no setting".formatted(entry));
      }
    }
    var file = issuer.getString("jwks-file");
    var url = issuer.getString("jwks-url");
    if (issuer.getString("issuer").isEmpty()
        || file.isEmpty() == url.isEmpty()
        || (file.isEmpty() && !url.startsWith("https://"))) {
      throw new ConfigurationException(
          "electronic-id.issuers needs issuer and one of jwks-file and jwks-url, an https:// one");
    }
    return new IdIssuer(
        issuer.getString("issuer"),
        file.isEmpty() ? URI.create(url) : Path.of(file).toAbsolutePath().toUri(),
        issuer.getString("subject-claim"),
        issuer.getString("status-lists"),
        issuer.getBoolean("key-binding"));
  }
}
