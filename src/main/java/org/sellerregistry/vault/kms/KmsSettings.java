package org.sellerregistry.vault.kms;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of a key management service.
 *
 * @param uri the key, {@code aws-kms://ARN} or {@code gcp-kms://NAME}
 * @param credentialsFile what to prove oneself with; null for what the environment gives
 * @param endpoint where the service answers; null for where it does by its name
 * @param environment the environment's variables that say who calls
 */
public record KmsSettings(
    String uri,
    @Nullable Path credentialsFile,
    @Nullable URI endpoint,
    Map<String, String> environment) {

  /** The variables of the environment that are taken. */
  public static final Set<String> VARIABLES =
      Set.of(
          "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GCE_METADATA_HOST");

  public KmsSettings {
    environment = Map.copyOf(environment);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "KmsSettings[uri=%s, credentialsFile=%s, endpoint=%s]"
        .formatted(uri, credentialsFile, endpoint);
  }
}
