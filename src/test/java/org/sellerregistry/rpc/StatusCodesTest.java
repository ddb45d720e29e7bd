package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.ErrorReason;

class StatusCodesTest {
  private static final Path CONTRACT = Path.of("proto/sellerregistry/v1/error_reason.proto");

  /** A comment that begins with a code, up to the reason that it belongs to. */
  private static final Pattern REASON =
      Pattern.compile("// ([A-Z_]+): (?:[^\\n]*\\n *// )*[^\\n]*\\n *(ERROR_REASON_[A-Z_]+) =");

  @Test
  void giveEachReasonTheCodeThatItsCommentBeginsWith() throws IOException {
    var documented = new LinkedHashMap<String, String>();
    var comments = REASON.matcher(Files.readString(CONTRACT));
    while (comments.find()) {
      documented.put(comments.group(2), comments.group(1));
    }

    var sent = new LinkedHashMap<String, String>();
    for (var reason : ErrorReason.values()) {
      if (reason != ErrorReason.ERROR_REASON_UNSPECIFIED && reason != ErrorReason.UNRECOGNIZED) {
        sent.put(reason.name(), StatusCodes.of(reason).name());
      }
    }

    assertThat(sent).containsExactlyInAnyOrderEntriesOf(Map.copyOf(documented));
  }

  @Test
  void neverSendNoReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refusal.of(ErrorReason.ERROR_REASON_UNSPECIFIED, "no reason"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refusal.of(ErrorReason.UNRECOGNIZED, "no reason"));
  }
}
