package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LibraryLogsTest {

  @Test
  void whatLibrariesTellTheJdkComesInTheServersLog() {
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    var log = (Logger) LoggerFactory.getLogger("library.of.the.test");
    log.setAdditive(false);
    log.addAppender(heard);

    new LibraryLogs().publish(entry(Level.SEVERE, "Failed after {0}", "three tries"));
    new LibraryLogs().publish(entry(Level.FINE, "Nothing", ""));

    assertThat(heard.list).hasSize(1);
    var event = heard.list.getFirst();
    assertThat(event.getLevel()).isEqualTo(ch.qos.logback.classic.Level.ERROR);
    assertThat(event.getFormattedMessage()).isEqualTo("Failed after three tries");
    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("refused");
  }

  private static LogRecord entry(Level level, String message, String parameter) {
    var entry = new LogRecord(level, message);
    entry.setLoggerName("library.of.the.test");
    entry.setParameters(new Object[] {parameter});
    entry.setThrown(new IOException("refused"));
    return entry;
  }
}
