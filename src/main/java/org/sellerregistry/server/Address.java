package org.sellerregistry.server;

import java.net.InetSocketAddress;

/** A host and a port; port 0 stands for a free one. */
public record Address(String host, int port) {

  public Address {
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw new ConfigurationException("An address is HOST:PORT");
    }
  }

  /**
   * Reads {@code HOST:PORT}, with an IPv6 address in brackets.
   *
   * @throws ConfigurationException if it is not of that form
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    var port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}")) {
      throw new ConfigurationException("\"%s\" is no address: use HOST:PORT".formatted(text));
    }
    var host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.contains(":") && !bracketed) {
      throw new ConfigurationException(
          "\"%s\" is no address: write an IPv6 address as [ADDRESS]:PORT".formatted(text));
    }
    return new Address(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** {@code HOST:PORT} as {@link #parse} takes it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
