package org.sellerregistry.verification;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.Pack;

/** The packs in force, by offering. Immutable. */
public final class Packs {
  /** Methods that rest on the trader's own word alone. */
  private static final Set<CheckMethod> OWN_WORD =
      EnumSet.of(
          CheckMethod.CHECK_METHOD_SYNTAX,
          CheckMethod.CHECK_METHOD_CROSS_FIELD,
          CheckMethod.CHECK_METHOD_SELF_CERTIFICATION);

  private static final List<String> SHIPPED = List.of("eu-dsa");

  private final List<Pack> packs;

  /**
   * @throws IllegalArgumentException if a pack breaks a rule of the contract, or lets a requirement
   *     be satisfied by the trader's own word
   */
  public Packs(List<Pack> packs, Validator validator) {
    packs.forEach(pack -> requireSound(pack, validator));
    this.packs = List.copyOf(packs);
  }

  /** The packs that come with the registry. */
  public static Packs shipped(Validator validator) {
    var packs = new ArrayList<Pack>();
    for (var id : SHIPPED) {
      packs.add(parse(resource("/packs/" + id + ".textproto")));
    }
    return new Packs(packs, validator);
  }

  /**
   * Reads a pack in the text format.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Pack parse(String text) {
    try {
      return TextFormat.parse(text, Pack.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException("not a pack: " + e.getMessage(), e);
    }
  }

  /** The pack that governs an offering at a moment; empty if there is none. */
  public Optional<Pack> at(String offering, Timestamp now) {
    return packs.stream()
        .filter(pack -> pack.getOffering().equals(offering))
        .filter(pack -> Timestamps.compare(pack.getEffectiveTime(), now) <= 0)
        .max(Comparator.comparingInt(Pack::getVersion));
  }

  /** The offerings that a pack governs, in force or to come. */
  public SortedSet<String> offerings() {
    return packs.stream().map(Pack::getOffering).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void requireSound(Pack pack, Validator validator) {
    try {
      var result = validator.validate(pack);
      if (!result.isSuccess()) {
        throw new IllegalArgumentException("pack " + pack.getId() + ": " + result);
      }
    } catch (ValidationException e) {
      throw new IllegalStateException("the contract's rules for packs do not compile", e);
    }
    var codes = new HashSet<String>();
    for (var rule : pack.getRequirementsList()) {
      if (!codes.add(rule.getCode())) {
        throw new IllegalArgumentException(
            "pack %s: requirement %s stands twice".formatted(pack.getId(), rule.getCode()));
      }
      for (var path : rule.getPathsList()) {
        if (!rule.getSelfDeclared() && OWN_WORD.containsAll(path.getMethodsList())) {
          throw new IllegalArgumentException(
              "pack %s: requirement %s could be satisfied by the trader's own word"
                  .formatted(pack.getId(), rule.getCode()));
        }
        if ((path.getEvidenceRequired() || path.getPersons() > 1)
            && path.getMethodsList().stream().noneMatch(PersonMethods::contains)) {
          throw new IllegalArgumentException(
              "pack %s: a path of requirement %s asks for evidence or persons, and no person checks"
                  .formatted(pack.getId(), rule.getCode()));
        }
      }
    }
  }

  private static String resource(String path) {
    try (var in = Packs.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
