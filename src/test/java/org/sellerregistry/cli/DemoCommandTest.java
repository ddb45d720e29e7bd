package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.sellerregistry.SellerRegistry;

class DemoCommandTest {

  @Test
  void refusesTooFewTradersToTellItsStory() {
    var errors = new StringWriter();
    int code =
        SellerRegistry.commandLine()
            .setErr(new PrintWriter(errors))
            .execute("demo", "--traders", "10");
    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("at least 300 traders");
  }
}
