package org.sellerregistry.vault.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.Aead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.vault.KmsKeys;

/** What is sent to key management services, and what becomes of their answers. */
class KmsClientsTest {
  private static final byte[] PLAINTEXT = "synthetic".getBytes(UTF_8);
  private static final byte[] CONTEXT = "wrapping".getBytes(UTF_8);

  @AutoClose private final FakeAwsKms aws = new FakeAwsKms();
  @AutoClose private final FakeGoogle google = new FakeGoogle();
  @TempDir Path folder;

  @Test
  void awsEncryptsAndDecryptsBoundToTheContext() throws GeneralSecurityException {
    assertKeeps(aead(aws.keys()));
    var withoutContext = aead(aws.keys()).encrypt(PLAINTEXT, new byte[0]);
    assertThat(aead(aws.keys()).decrypt(withoutContext, new byte[0])).isEqualTo(PLAINTEXT);
  }

  @Test
  void awsTakesCredentialsOfASessionAndOfAFile() throws Exception {
    aws.token = "session-token";
    var environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "access",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_SESSION_TOKEN", "session-token");
    assertKeeps(aead(aws.keys(FakeAwsKms.KEY, environment, null)));

    var file = folder.resolve("credentials");
    var keys = aws.keys(FakeAwsKms.KEY, Map.of(), file);
    Files.writeString(
        file,
        """
        [other]
        aws_access_key_id = other
        [default]
        aws_access_key_id = access
        aws_secret_access_key=secret
        aws_session_token = session-token
        """);
    assertKeeps(aead(keys));
    aws.token = "next";
    Files.writeString(file, Files.readString(file).replace("session-token", "next"));
    assertKeeps(aead(keys));
  }

  @Test
  void awsRefusesAndIsNamedWithoutWhatWasSent() throws GeneralSecurityException {
    assertRefused(
        aead(aws.keys(FakeAwsKms.KEY.replace("synthetic", "other"))), "400 NotFoundException");
    assertRefused(
        aead(
            aws.keys(
                FakeAwsKms.KEY,
                Map.of("AWS_ACCESS_KEY_ID", "access", "AWS_SECRET_ACCESS_KEY", "quokkaxz"),
                null)),
        "400 InvalidSignatureException");
    assertRefused(aead(aws.keys(FakeAwsKms.KEY, Map.of(), null)), "AWS_ACCESS_KEY_ID");
    aws.failing.set(503);
    assertRefused(aead(aws.keys()), "answered 503");
    aws.failing.set(200);
    assertRefused(aead(aws.keys()), "what should be JSON is none");
    var keys = aws.keys();
    aws.close();
    assertRefused(aead(keys), "cannot be reached");
  }

  @Test
  void googleEncryptsAndDecryptsBoundToTheContext() throws Exception {
    var file = Files.writeString(folder.resolve("account.json"), google.accountFile());
    assertKeeps(aead(google(FakeGoogle.KEY, file, Map.of())));
    assertThat(google.tokens).as("a token serves for its time").hasValue(1);

    assertKeeps(
        aead(google(FakeGoogle.KEY, null, Map.of("GCE_METADATA_HOST", google.authority()))));
    assertThat(google.tokens).hasValue(2);
  }

  @Test
  void googleRefusesAndIsNamedWithoutWhatWasSent() throws Exception {
    var machine = Map.of("GCE_METADATA_HOST", google.authority());
    assertRefused(aead(google(FakeGoogle.KEY + "2", null, machine)), "404 NOT_FOUND");
    var stranger = new FakeGoogle();
    var file =
        Files.writeString(
            folder.resolve("stranger.json"),
            stranger.accountFile().replace(stranger.authority(), google.authority()));
    stranger.close();
    assertRefused(aead(google(FakeGoogle.KEY, file, Map.of())), "answered 401");
    Files.writeString(file, google.accountFile().replace("http://127.0.0.1", "http://192.0.2.1"));
    assertRefused(aead(google(FakeGoogle.KEY, file, Map.of())), "must begin with https://");
    Files.writeString(file, "quokkaxz");
    assertRefused(aead(google(FakeGoogle.KEY, file, Map.of())), "what should be JSON is none");
  }

  @Test
  void whatIsNoKeyOfAKnownServiceIsRefusedBeforeAnybodyIsAsked() {
    for (var uri :
        new String[] {
          "azure-kms://vault/key",
          "file:///etc/key",
          "aws-kms://" + FakeAwsKms.KEY + "?x=1",
          "aws-kms://arn:aws:s3:eu-test-1:1:key/a",
          "gcp-kms://projects/p/locations/l/keyRings/r",
          "gcp-kms://" + FakeGoogle.KEY + "/../other"
        }) {
      assertThatIllegalArgumentException()
          .as(uri)
          .isThrownBy(() ->
              new KmsClients(
                  new KmsSettings(uri, null, aws.endpoint(), Map.of()), () -> FakeAwsKms.NOW));
    }
    assertThat(aws.asked).hasValue(0);
  }

  private KmsKeys google(String key, @Nullable Path file, Map<String, String> environment) {
    return new KmsClients(
        new KmsSettings("gcp-kms://" + key, file, google.endpoint(), environment),
        () -> FakeGoogle.NOW);
  }

  private static Aead aead(KmsKeys keys) throws GeneralSecurityException {
    return keys.aead(keys.uri());
  }

  private static void assertKeeps(Aead aead) throws GeneralSecurityException {
    var sealed = aead.encrypt(PLAINTEXT, CONTEXT);
    assertThat(new String(sealed, UTF_8)).doesNotContain("synthetic");
    assertThat(aead.decrypt(sealed, CONTEXT)).isEqualTo(PLAINTEXT);
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> aead.decrypt(sealed, "blind-index".getBytes(UTF_8)));
  }

  private static void assertRefused(Aead aead, String message) {
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> aead.encrypt(PLAINTEXT, CONTEXT))
        .withMessageContaining(message)
        .satisfies(refused -> assertThat(refused.toString()).doesNotContain("quokkaxz"));
  }
}
