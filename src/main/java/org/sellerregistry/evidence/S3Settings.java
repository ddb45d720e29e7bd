package org.sellerregistry.evidence;

import java.net.URI;
import java.time.Duration;

/**
 * A bucket of a store that speaks the API of Amazon S3.
 *
 * @param endpoint the store, for example {@code https://s3.eu-central-1.amazonaws.com}
 * @param region what requests are signed for
 * @param bucket the bucket, named in the path
 * @param prefix before each document's id; empty or ending in a slash
 * @param accessKey the id of the key that requests are signed with
 * @param secretKey the key itself
 * @param timeout how long one request may take
 */
public record S3Settings(
    URI endpoint,
    String region,
    String bucket,
    String prefix,
    String accessKey,
    String secretKey,
    Duration timeout) {

  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "S3Settings[endpoint=%s, region=%s, bucket=%s, prefix=%s, timeout=%s]"
        .formatted(endpoint, region, bucket, prefix, timeout);
  }
}
