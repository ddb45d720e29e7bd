package org.sellerregistry.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.Optional;

/**
 * The kinds of documents that are taken, told from their first bytes: the sender's word is no
 * proof, and whoever opens a document later relies on what it is said to be.
 *
 * <p>Left out are archives and office formats, for they carry programs, and texts without a
 * signature, such as JSON or HTML, for anybody can write them.
 */
enum MediaType {
  /** ISO 32000-2, 7.5.2; readers search further in, but nothing honest begins otherwise. */
  PDF("application/pdf"),
  /** ITU-T T.81, B.1.1.3: SOI, then any marker. */
  JPEG("image/jpeg"),
  /** W3C PNG, 5.2. */
  PNG("image/png"),
  /** TIFF 6.0, section 2, in both byte orders. */
  TIFF("image/tiff"),
  /** RFC 9649, 2.4. */
  WEBP("image/webp"),
  /** ISO/IEC 23008-12, annex B: a brand of images coded with HEVC. */
  HEIC("image/heic"),
  /** ISO/IEC 23008-12, 10.2: the brand of images of any codec. */
  HEIF("image/heif"),
  /** W3C XML 1.0, 2.8, in UTF-8: registers give extracts in it. */
  XML("application/xml"),
  /** RFC 5652, 5.1: ContentInfo of SignedData, in BER. */
  PKCS7("application/pkcs7-mime");

  /** As many bytes as any kind needs to be told. */
  static final int HEAD_BYTES = 32;

  private static final String PNG_HEAD = "\u0089PNG\r\n\u001a\n";
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final String SIGNED_DATA =
      new String(HexFormat.of().parseHex("06092a864886f70d010702"), ISO_8859_1);

  private final String type;

  MediaType(String type) {
    this.type = type;
  }

  /** As RFC 6838 writes it. */
  String type() {
    return type;
  }

  /** The kind of a document that begins with the bytes; empty if it is none of these. */
  static Optional<MediaType> of(byte[] head) {
    var text = new String(head, ISO_8859_1);
    for (var each : values()) {
      if (each.begins(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private boolean begins(String head) {
    return switch (this) {
      case PDF -> head.startsWith("%PDF-");
      case JPEG -> head.startsWith("\u00ff\u00d8\u00ff");
      case PNG -> head.startsWith(PNG_HEAD);
      case TIFF -> head.startsWith("II*\u0000") || head.startsWith("MM\u0000*");
      case WEBP -> head.startsWith("RIFF") && head.startsWith("WEBP", 8);
      case HEIC -> head.startsWith("ftyp", 4) && head.startsWith("hei", 8);
      case HEIF -> head.startsWith("ftypmif1", 4);
      case XML -> head.startsWith("<?xml ") || head.startsWith(BYTE_ORDER_MARK + "<?xml ");
      case PKCS7 -> head.startsWith("0") && head.startsWith(SIGNED_DATA, behindLength(head));
    };
  }

  /**
   * Where the content of a BER element begins: behind one byte of length, or behind as many more.
   */
  private static int behindLength(String head) {
    int first = head.length() > 1 ? head.charAt(1) : 0;
    return first <= 0x80 ? 2 : 2 + (first & 0x7F);
  }
}
