package org.sellerregistry.demo;

/**
 * How numbers look: {@code #} is a digit, {@code +} a digit other than 0, {@code @} a letter,
 * {@code *} either; all else stands for itself.
 *
 * <p>Guarantee of {@link #fill(String, long, Draw)}: as long as the indexes stay below a template's
 * {@link #capacity}, no two of them get the same number from it. Sellers must not look linked
 * because a random number came up twice.
 */
final class NumberTemplate {
  private static final String DIGITS = "0123456789";
  private static final String NOT_ZERO = "123456789";

  /** Without letters that postal codes avoid. */
  private static final String LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

  private static final String EITHER = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** A prime beyond all radixes here, so that multiplying by it permutes the numbers. */
  private static final long STRIDE = 2_147_483_629L;

  private static final long LARGEST = 1L << 31;

  private NumberTemplate() {}

  /** At random. */
  static String fill(String template, Draw draw) {
    return fill(template, draw.nextInt(Integer.MAX_VALUE), draw);
  }

  /** By the index, as far as places last; the first places of long templates are random. */
  static String fill(String template, long index, Draw draw) {
    long capacity = capacity(template);
    long rest = Math.floorMod(index, capacity) * (STRIDE % capacity) % capacity;
    long radixes = 1;
    var number = new char[template.length()];
    for (int i = number.length - 1; i >= 0; i--) {
      String characters = characters(template.charAt(i));
      if (characters.isEmpty()) {
        number[i] = template.charAt(i);
      } else if (radixes * characters.length() <= LARGEST) {
        radixes *= characters.length();
        number[i] = characters.charAt((int) (rest % characters.length()));
        rest /= characters.length();
      } else {
        radixes = LARGEST;
        number[i] = characters.charAt(draw.nextInt(characters.length()));
      }
    }
    return new String(number);
  }

  /** How many different numbers indexes can choose from, at most 2³¹. */
  static long capacity(String template) {
    long capacity = 1;
    for (int i = template.length() - 1; i >= 0; i--) {
      int radix = Math.max(1, characters(template.charAt(i)).length());
      if (capacity * radix > LARGEST) {
        return capacity;
      }
      capacity *= radix;
    }
    return capacity;
  }

  private static String characters(char place) {
    return switch (place) {
      case '#' -> DIGITS;
      case '+' -> NOT_ZERO;
      case '@' -> LETTERS;
      case '*' -> EITHER;
      default -> "";
    };
  }
}
