package org.sellerregistry.rpc;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.storage.StorageException;
import org.sellerregistry.vault.RecordDamagedException;

/**
 * Writes failures for the log by classes and places: messages of exceptions quote the values they
 * failed on, and those may be personal. Only the registry's own that promise otherwise are written.
 */
final class StackTraces {
  private StackTraces() {}

  static String of(Throwable failure) {
    var text = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    String lead = "";
    for (@Nullable Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      text.append(lead).append(t.getClass().getName());
      if (hasSafeMessage(t)) {
        text.append(": ").append(t.getMessage());
      }
      for (var frame : t.getStackTrace()) {
        text.append("\n\tat ").append(frame);
      }
      lead = "\nCaused by: ";
    }
    return text.toString();
  }

  /** These promise that their messages hold no values. */
  private static boolean hasSafeMessage(Throwable failure) {
    return failure instanceof StorageException || failure instanceof RecordDamagedException;
  }
}
