package org.sellerregistry.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of words and patterns: lines of {@code key: value}, with defaults from another one. */
final class CountryFile {
  private final String name;
  private final Map<String, List<String>> lines;

  private CountryFile(String name, Map<String, List<String>> lines) {
    this.name = name;
    this.lines = lines;
  }

  static CountryFile read(String code, CountryFile defaults) {
    CountryFile file = read(code);
    defaults.lines.forEach(file.lines::putIfAbsent);
    return file;
  }

  static CountryFile read(String name) {
    var lines = new HashMap<String, List<String>>();
    try (InputStream stream = CountryFile.class.getResourceAsStream(name + ".txt")) {
      if (stream == null) {
        throw new IllegalStateException("no table " + name);
      }
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int colon = line.indexOf(':');
        if (!line.startsWith("#") && colon > 0) {
          lines
              .computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
              .add(line.substring(colon + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CountryFile(name, lines);
  }

  String name() {
    return name;
  }

  /** All lines of a key. */
  List<String> lines(String key) {
    return lines.getOrDefault(key, List.of());
  }

  /** The one line of a key, or the given one. */
  String line(String key, String otherwise) {
    List<String> found = lines(key);
    return found.isEmpty() ? otherwise : found.getFirst();
  }

  String line(String key) {
    List<String> found = lines(key);
    if (found.size() != 1) {
      throw new IllegalStateException(name + " has " + found.size() + " lines " + key);
    }
    return found.getFirst();
  }

  double number(String key, double otherwise) {
    List<String> found = lines(key);
    return found.isEmpty() ? otherwise : Double.parseDouble(found.getFirst());
  }

  /** The comma-separated entries of a key's line. */
  List<Text> texts(String key) {
    return split(line(key), ",").stream().map(Text::parse).toList();
  }

  static List<String> split(String line, String separator) {
    return Arrays.stream(line.split(separator, -1)).map(String::strip).toList();
  }
}
