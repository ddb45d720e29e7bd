package org.sellerregistry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists page by page. */
final class Pages {

  /** What a page takes at most. */
  static final int SIZE = 1000;

  private Pages() {}

  /** The elements of a page, and the token of the next one; empty on the last. */
  record Page<T>(List<T> elements, String nextToken) {}

  /** All elements, up to the limit. */
  static <T> List<T> read(int limit, Function<String, Page<T>> call) {
    var all = new ArrayList<T>();
    var token = "";
    do {
      var page = call.apply(token);
      all.addAll(page.elements());
      token = page.nextToken();
    } while (!token.isEmpty() && all.size() < limit);
    return all.size() > limit ? all.subList(0, limit) : all;
  }
}
