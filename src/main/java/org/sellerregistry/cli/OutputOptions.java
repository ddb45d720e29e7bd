package org.sellerregistry.cli;

import com.google.gson.GsonBuilder;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How answers are printed: for people or for programs. */
final class OutputOptions {

  /** The forms of answers. */
  enum Form {
    /** Aligned columns. */
    table,
    /** The JSON form of the contract's messages, every field included. */
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "Print answers as table or json (the contract's messages). Default: table.")
  private Form form = Form.table;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Prints an answer in the form asked for. */
  void print(MessageOrBuilder message, Supplier<Table> table) {
    switch (form) {
      case table -> table.get().print(out());
      case json -> out().println(json(message));
    }
    out().flush();
  }

  /** Prints what is no message of the contract; the keys are documented with the command. */
  void print(Map<String, Object> properties, Supplier<Table> table) {
    switch (form) {
      case table -> table.get().print(out());
      case json ->
          out()
              .println(
                  new GsonBuilder()
                      .setPrettyPrinting()
                      .disableHtmlEscaping()
                      .create()
                      .toJson(properties));
    }
    out().flush();
  }

  /** Prints one of many answers: a line of text, unless it is empty, or a line of JSON. */
  void line(MessageOrBuilder message, String text) {
    switch (form) {
      case table -> {
        if (!text.isEmpty()) {
          out().println(Table.harmless(text));
        }
      }
      case json -> out().println(compactJson(message));
    }
    out().flush();
  }

  /** Prints a text of several lines as it is, or a line of JSON. */
  void lines(MessageOrBuilder message, String text) {
    switch (form) {
      case table -> text.lines().forEach(line -> out().print(Table.harmless(line) + "\n"));
      case json -> out().println(compactJson(message));
    }
    out().flush();
  }

  private static String compactJson(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new CommandFailure("The answer has no JSON form", e);
    }
  }

  /** Prints what only people read. */
  void say(String line) {
    if (form == Form.table) {
      out().println(line);
      out().flush();
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  static String json(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new CommandFailure("The answer has no JSON form", e);
    }
  }
}
