package org.sellerregistry.journal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures, in the form of C2SP's signed-note.
 *
 * @param text lines, the last one ended too
 */
public record SignedNote(String text, List<Line> signatures) {
  private static final String DASH = "\u2014 ";
  private static final int MOST_SIGNATURES = 100;

  /**
   * A signature with the name and the id of its key.
   *
   * @param keyId four bytes
   */
  public record Line(String name, ByteString keyId, ByteString signature) {
    /**
     * Reads a line without its end.
     *
     * @throws IllegalArgumentException if it is no signature
     */
    static Line parse(String line) {
      int space = line.lastIndexOf(' ');
      if (line.startsWith(DASH) && space > DASH.length()) {
        var name = line.substring(DASH.length(), space);
        var bytes = ByteString.copyFrom(Base64.getDecoder().decode(line.substring(space + 1)));
        if (VerifierKey.isName(name) && bytes.size() > 4) {
          return new Line(name, bytes.substring(0, 4), bytes.substring(4));
        }
      }
      throw new IllegalArgumentException("The note has a line that is no signature");
    }

    @Override
    public String toString() {
      var bytes = keyId.concat(signature).toByteArray();
      return DASH + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }
  }

  public SignedNote {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("A note's text ends with a newline");
    }
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads a note; the signatures are not verified.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SignedNote parse(String note) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 1
        || !note.endsWith("\n")
        || note.codePoints().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("This is no signed note");
    }
    var lines = note.substring(blank + 2).split("\n", -1);
    var signatures = new ArrayList<Line>();
    for (int i = 0; i < lines.length - 1; i++) {
      signatures.add(Line.parse(lines[i]));
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("A note has 1 to 100 signatures");
    }
    return new SignedNote(note.substring(0, blank + 1), signatures);
  }

  /** This note with a signature, which takes the place of a former one of the same key. */
  public SignedNote with(Line signature) {
    if (signatures.contains(signature)) {
      return this;
    }
    var others = new ArrayList<>(signatures);
    others.removeIf(
        it -> it.name().equals(signature.name()) && it.keyId().equals(signature.keyId()));
    others.add(signature);
    return new SignedNote(text, others);
  }

  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(note::append);
    return note.toString();
  }
}
