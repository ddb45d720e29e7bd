package org.sellerregistry.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sellerregistry.server.Credential;
import org.sellerregistry.server.LocalAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a credential of the local authority. */
@Command(
    name = "create",
    description = {
      "Makes a client certificate of the local authority in the data directory, for callers on this"
          + " machine. One that exists and lasts is kept.",
      "What its holder may do is said with \"seller-registry grant create\".",
      "With --output json the keys are principal, certificate, key and authority."
    })
public final class CredentialCreateCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and -.")
  private String name = "";

  @Override
  public Integer call() {
    var credential = create(connection, name);
    output.print(
        properties(credential),
        () ->
            Table.ofProperties()
                .row("Principal", credential.principal())
                .row("Certificate", credential.certificate().toString())
                .row("Key", credential.key().toString())
                .row("Authority", credential.authority().toString()));
    return ExitCodes.OK;
  }

  static Credential create(ConnectionOptions connection, String name) {
    var authority = new LocalAuthority(connection.data(), InstantSource.system());
    if (!authority.exists()) {
      throw new CommandFailure(
          "There is no local authority in %s: a server makes one when it starts there"
              .formatted(connection.data()));
    }
    return authority.credential(name);
  }

  private static Map<String, Object> properties(Credential credential) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("principal", credential.principal());
    properties.put("certificate", credential.certificate().toString());
    properties.put("key", credential.key().toString());
    properties.put("authority", credential.authority().toString());
    return properties;
  }
}
