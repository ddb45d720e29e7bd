package org.sellerregistry.vault.kms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that requests are signed with.
 *
 * @param token of a session; empty for a key that lasts
 */
record AwsCredentials(String accessKey, String secretKey, String token) {
  private static final String PROFILE = "[default]";

  /**
   * Those of a file in the form of the AWS command line's, or of the environment. Read anew each
   * time: keys of sessions are replaced.
   *
   * @throws GeneralSecurityException if there are none
   */
  static AwsCredentials read(@Nullable Path file, Map<String, String> environment)
      throws GeneralSecurityException {
    var credentials =
        file == null
            ? new AwsCredentials(
                environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                environment.getOrDefault("AWS_SESSION_TOKEN", ""))
            : of(profile(file));
    if (credentials.accessKey.isEmpty() || credentials.secretKey.isEmpty()) {
      throw new GeneralSecurityException(
          file == null
              ? "there are no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
              : file + " has no aws_access_key_id and aws_secret_access_key under " + PROFILE);
    }
    return credentials;
  }

  private static AwsCredentials of(Map<String, String> profile) {
    return new AwsCredentials(
        profile.getOrDefault("aws_access_key_id", ""),
        profile.getOrDefault("aws_secret_access_key", ""),
        profile.getOrDefault("aws_session_token", ""));
  }

  private static Map<String, String> profile(Path file) throws GeneralSecurityException {
    try {
      var values = new HashMap<String, String>();
      boolean own = false;
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        var text = line.strip();
        int equals = text.indexOf('=');
        if (text.startsWith("[")) {
          own = text.equals(PROFILE);
        } else if (own && equals > 0) {
          values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
      }
      return values;
    } catch (IOException e) {
      throw new GeneralSecurityException(file + " cannot be read", e);
    }
  }

  /** Without the secrets, for logs. */
  @Override
  public String toString() {
    return "AwsCredentials[accessKey=%s]".formatted(accessKey);
  }
}
