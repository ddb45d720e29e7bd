package org.sellerregistry.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.ListTradersRequest;
import org.sellerregistry.v1.TraderFilter;
import org.sellerregistry.vault.KeyRing;
import org.sellerregistry.vault.Vault;

class PageTokensTest {
  private static final String METHOD = "TraderService.ListTraders";
  private static final byte[] POSITION = "behind this".getBytes(UTF_8);

  private final PageTokens tokens = new PageTokens(new Vault(KeyRing.ephemeral()).sealedTokens());
  private final ListTradersRequest request =
      ListTradersRequest.newBuilder()
          .setParent("marketplaces/market")
          .setFilter(TraderFilter.newBuilder().setRegionCode("DE"))
          .build();
  private final String token = tokens.next(METHOD, request, POSITION);

  @Test
  void continueTheListThatTheyWereMadeFor() {
    var next = request.toBuilder().setPageToken(token).build();

    assertThat(tokens.read(METHOD, next)).hasValue(POSITION);
    assertThat(tokens.read(METHOD, next.toBuilder().setPageSize(7).build())).hasValue(POSITION);
    assertThat(tokens.next(METHOD, next, POSITION)).isNotEmpty();
  }

  @Test
  void beginWithTheFirstPage() {
    assertThat(tokens.read(METHOD, request)).isEmpty();
  }

  @Test
  void goOnBehindAnEmptyPosition() {
    var next = request.toBuilder().setPageToken(tokens.next(METHOD, request, new byte[0])).build();

    assertThat(tokens.read(METHOD, next)).hasValue(new byte[0]);
  }

  @Test
  void openForNoOtherRequest() {
    var other = request.toBuilder().setPageToken(token);

    assertInvalid(METHOD, other.setParent("marketplaces/other").build());
    assertInvalid(METHOD, request.toBuilder().setPageToken(token).clearFilter().build());
    assertInvalid(METHOD, request.toBuilder().setPageToken(token).setViewValue(3).build());
    assertInvalid("TraderService.LookupTraders", request.toBuilder().setPageToken(token).build());
  }

  @Test
  void cannotBeForged() {
    var end = token.charAt(token.length() - 2) == 'A' ? "BA" : "AA";
    var foreign = new PageTokens(new Vault(KeyRing.ephemeral()).sealedTokens());

    for (var forged :
        new String[] {
          "x",
          token + "A",
          token.substring(1),
          token.substring(0, token.length() - 2) + end,
          foreign.next(METHOD, request, POSITION)
        }) {
      assertInvalid(METHOD, request.toBuilder().setPageToken(forged).build());
    }
  }

  @Test
  void doNotShowThePosition() {
    assertThat(token).doesNotContain("behind").matches("[A-Za-z0-9_-]+");
  }

  @Test
  void boundThePage() {
    assertThat(PageTokens.size(0)).isEqualTo(50);
    assertThat(PageTokens.size(1)).isEqualTo(1);
    assertThat(PageTokens.size(1000)).isEqualTo(1000);
    assertThat(PageTokens.size(1001)).isEqualTo(1000);
    assertThat(PageTokens.size(Integer.MAX_VALUE)).isEqualTo(1000);
  }

  private void assertInvalid(String method, ListTradersRequest request) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> tokens.read(method, request))
        .extracting(Refusal::reason)
        .isEqualTo(ErrorReason.ERROR_REASON_INVALID_PAGE_TOKEN);
  }
}
