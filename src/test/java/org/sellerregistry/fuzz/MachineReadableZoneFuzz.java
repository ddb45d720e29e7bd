package org.sellerregistry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import org.sellerregistry.identifier.MachineReadableZone;

/** Of a zone that is read each field can be asked for. */
public final class MachineReadableZoneFuzz {
  private static final LocalDate DAY = LocalDate.of(1974, 8, 12);

  private MachineReadableZoneFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    MachineReadableZone.read(new String(data, UTF_8))
        .ifPresent(zone -> {
          var _ = zone.bornOn(DAY);
          var _ = zone.expiryDate();
          var _ = zone.toString();
        });
  }
}
