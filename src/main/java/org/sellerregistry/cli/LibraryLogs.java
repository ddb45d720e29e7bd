package org.sellerregistry.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Hands on what libraries say to the JDK's own log, such as that no collector takes the traces: it
 * comes in the form that the server's log has, not as text between lines of JSON.
 */
final class LibraryLogs extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  LibraryLogs() {}

  /** From now on, for all of the process. */
  static void handOn() {
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new LibraryLogs());
    root.setLevel(Level.WARNING);
  }

  @Override
  public void publish(LogRecord entry) {
    var name = entry.getLoggerName();
    var log = LoggerFactory.getLogger(name == null ? LibraryLogs.class.getName() : name);
    var message = formatter.formatMessage(entry);
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      log.error(message, entry.getThrown());
    } else if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
      log.warn(message, entry.getThrown());
    } else {
      log.debug(message, entry.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
