package org.sellerregistry.subjectaccess;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Some elements of a list that is not read at once.
 *
 * @param next reads those that follow; empty on the last page
 */
record Page<T>(List<T> elements, Optional<Supplier<Page<T>>> next) {
  Page {
    elements = List.copyOf(elements);
  }

  /** The only page of a list. */
  static <T> Page<T> only(List<T> elements) {
    return new Page<>(elements, Optional.empty());
  }

  /** A page that is the last one if it has less than its {@code limit} elements. */
  static <T> Page<T> of(List<T> elements, int limit, Supplier<Page<T>> next) {
    return new Page<>(elements, elements.size() < limit ? Optional.empty() : Optional.of(next));
  }

  /** The elements of a page and of all that follow it, each read when the former is used up. */
  static <T> Iterator<T> all(Supplier<Page<T>> first) {
    return new Elements<>(first);
  }

  private static final class Elements<T> implements Iterator<T> {
    private final Queue<T> elements = new ArrayDeque<>();
    private Optional<Supplier<Page<T>>> next;

    Elements(Supplier<Page<T>> first) {
      next = Optional.of(first);
    }

    @Override
    public boolean hasNext() {
      while (elements.isEmpty() && next.isPresent()) {
        var page = next.get().get();
        elements.addAll(page.elements());
        next = page.next();
      }
      return !elements.isEmpty();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return elements.remove();
    }
  }
}
