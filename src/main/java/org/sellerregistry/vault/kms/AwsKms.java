package org.sellerregistry.vault.kms;

import com.google.crypto.tink.Aead;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** The keys of the AWS Key Management Service: {@code aws-kms://arn:aws:kms:REGION:ACCOUNT:…}. */
final class AwsKms {
  static final String SCHEME = "aws-kms://";

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws|aws-us-gov|aws-cn):kms:([a-z0-9-]+):[0-9]+:(key|alias)/[a-zA-Z0-9/_-]+");

  private AwsKms() {}

  static Aead aead(KmsSettings settings, String uri, InstantSource clock)
      throws GeneralSecurityException {
    var arn = uri.substring(SCHEME.length());
    var match = ARN.matcher(arn);
    if (!match.matches()) {
      throw new GeneralSecurityException(uri + " is not aws-kms:// and the ARN of a key");
    }
    var region = match.group(2);
    var domain = match.group(1).equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    var endpoint = settings.endpoint();
    return new AwsKmsAead(
        arn,
        region,
        endpoint == null
            ? URI.create("https://kms.%s.%s/".formatted(region, domain))
            : endpoint.resolve("/"),
        settings,
        clock);
  }
}
