package org.sellerregistry.trader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.Phone;
import org.sellerregistry.v1.SectionKind;

/** Seeded random edits of a section, each held against what must be true of any edit. */
class SectionRevisionPropertyTest {
  private final Set<String> everyId = new HashSet<>();
  private int ids;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261, 887766})
  void everyEditKeepsTheRules(long seed) {
    var random = new Random(seed);
    var before = IdentitySection.getDefaultInstance();
    for (long revision = 1; revision <= 300; revision++) {
      var wanted = edited(before, random);
      Set<String> verified = new HashSet<>();
      Sections.items(SectionKind.SECTION_KIND_IDENTITY, before)
          .forEach(item -> {
            if (random.nextBoolean()) {
              verified.add(item.id());
            }
          });
      var after = next(revision, before, wanted, verified);
      assertContentIsAsWanted(after, wanted);
      assertIds(before, after);
      assertRevisions(revision, before, after, verified);
      assertThat(next(revision + 1, after, after, verified)).isEqualTo(after);
      assertThat(next(revision + 1, after, withoutMetas(after), verified)).isEqualTo(after);
      before = after;
    }
  }

  private static void assertContentIsAsWanted(IdentitySection after, IdentitySection wanted) {
    assertThat(withoutMetas(after)).isEqualTo(withoutMetas(wanted));
  }

  /**
   * Ids are unique, also against those of items that are gone, and none is lost to an equal item.
   */
  private void assertIds(IdentitySection before, IdentitySection after) {
    var former = metas(before).keySet();
    var present = new ArrayList<String>();
    items(after).forEach(item -> present.add(item.id()));
    assertThat(present).doesNotHaveDuplicates().doesNotContain("");
    for (var id : present) {
      assertThat(former.contains(id) || everyId.add(id)).as("id %s is used again", id).isTrue();
    }
  }

  private static void assertRevisions(
      long revision, IdentitySection before, IdentitySection after, Set<String> verified) {
    var former = new HashMap<String, Item>();
    items(before).forEach(item -> former.put(item.id(), item));
    for (var item : items(after)) {
      var known = former.get(item.id());
      boolean same =
          known != null
              && Sections.withoutMeta(known.content()).equals(Sections.withoutMeta(item.content()));
      if (same) {
        assertThat(item).isEqualTo(known);
      } else {
        assertThat(item.meta().getRevision()).isEqualTo(revision);
        assertThat(item.meta().getReviseTime()).isEqualTo(Timestamps.fromSeconds(revision));
        if (known != null && verified.contains(known.id())) {
          assertThat(item.meta().getHoldTime()).isEqualTo(Timestamps.fromSeconds(revision));
        } else if (known != null) {
          assertThat(item.meta().getHoldTime()).isEqualTo(known.meta().getHoldTime());
        }
      }
      assertThat(item.meta().getHoldTime().getSeconds()).isLessThanOrEqualTo(revision);
    }
  }

  private IdentitySection next(
      long revision, IdentitySection before, IdentitySection wanted, Set<String> verified) {
    return (IdentitySection)
        new SectionRevision(
                revision, Timestamps.fromSeconds(revision), () -> "id-" + ++ids, verified::contains)
            .next(before, wanted);
  }

  /** Removes, changes, repeats, adds and shuffles items, and drops ids of some. */
  private static IdentitySection edited(IdentitySection before, Random random) {
    var phones = new ArrayList<Phone>();
    for (var phone : before.getPhonesList()) {
      switch (random.nextInt(6)) {
        case 0 -> {}
        case 1 -> phones.add(phone.toBuilder().setNumber(number(random)).build());
        case 2 -> phones.add(phone.toBuilder().clearMeta().build());
        case 3 -> {
          phones.add(phone);
          phones.add(phone.toBuilder().clearMeta().build());
        }
        default -> phones.add(phone);
      }
    }
    while (phones.size() < 2 || random.nextInt(4) == 0) {
      phones.add(Phone.newBuilder().setNumber(number(random)).build());
    }
    Collections.shuffle(phones, random);
    var emails = new ArrayList<>(before.getEmailsList());
    if (random.nextInt(3) == 0) {
      emails.clear();
      emails.add(
          Email.newBuilder().setAddress("a%d@shop.example".formatted(random.nextInt(3))).build());
    }
    return IdentitySection.newBuilder()
        .addAllPhones(phones.subList(0, Math.min(8, phones.size())))
        .addAllEmails(emails)
        .build();
  }

  private static String number(Random random) {
    return "+4930" + random.nextInt(6);
  }

  private static List<Item> items(IdentitySection section) {
    return Sections.items(SectionKind.SECTION_KIND_IDENTITY, section);
  }

  private static Map<String, ItemMeta> metas(IdentitySection section) {
    var metas = new HashMap<String, ItemMeta>();
    items(section).forEach(item -> metas.put(item.id(), item.meta()));
    return metas;
  }

  private static IdentitySection withoutMetas(IdentitySection section) {
    var result = section.toBuilder();
    result.getPhonesBuilderList().forEach(Phone.Builder::clearMeta);
    result.getEmailsBuilderList().forEach(Email.Builder::clearMeta);
    return result.build();
  }
}
