package org.sellerregistry.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource({
    "application/pdf, 255044462d312e37",
    "image/jpeg, ffd8ffe000104a464946",
    "image/png, 89504e470d0a1a0a0000000d",
    "image/tiff, 49492a0008000000",
    "image/tiff, 4d4d002a00000008",
    "image/webp, 524946462400000057454250",
    "image/heic, 0000001866747970686569630000",
    "image/heif, 00000018667479706d6966310000",
    "application/xml, 3c3f786d6c2076657273696f6e",
    "application/xml, efbbbf3c3f786d6c2076657273696f6e",
    "application/pkcs7-mime, 3006" + SIGNED,
    "application/pkcs7-mime, 3080" + SIGNED,
    "application/pkcs7-mime, 308180" + SIGNED,
    "application/pkcs7-mime, 30820100" + SIGNED,
  })
  void isToldFromTheFirstBytes(String type, String head) {
    assertThat(MediaType.of(HexFormat.of().parseHex(head)).orElseThrow().type()).isEqualTo(type);
  }

  /** The object identifier of SignedData, with its tag and length. */
  private static final String SIGNED = "06092a864886f70d010702";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%PDF",
        " %PDF-1.7",
        "MZ\u0090\u0000",
        "PK\u0003\u0004",
        "<html><?xml ",
        "<?xmlx",
        "{\"a\": 1}",
        "RIFF....WAVE",
        "....ftypisom",
        "....ftypavif",
        "0\u0082\u0001\u0000\u0002\u0001\u0000",
        "0",
        "\u007fELF",
        "\u0089PNG\r\n"
      })
  void othersAreNone(String head) {
    assertThat(MediaType.of(head.getBytes(ISO_8859_1))).isEmpty();
  }

  @Test
  void noHeadNeedsMoreBytesThanAreLookedAt() {
    assertThat(("0" + "\u00ff" + " ".repeat(127)).length()).isGreaterThan(MediaType.HEAD_BYTES);
    assertThat(MediaType.of(new byte[MediaType.HEAD_BYTES])).isEmpty();
  }
}
