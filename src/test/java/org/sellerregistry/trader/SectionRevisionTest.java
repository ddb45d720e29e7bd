package org.sellerregistry.trader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.v1.Email;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.IdentitySection;
import org.sellerregistry.v1.ItemMeta;
import org.sellerregistry.v1.Phone;

class SectionRevisionTest {
  private static final IdentitySection EMPTY = IdentitySection.getDefaultInstance();

  private final AtomicInteger ids = new AtomicInteger();

  @Test
  void newItemsGetIdsAndTheRevisionThatBroughtThem() {
    var section = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    assertThat(section.getPhonesList())
        .extracting(phone -> phone.getMeta())
        .containsExactly(meta("id-1", 1, 1), meta("id-2", 1, 1));
  }

  @Test
  void equalContentKeepsIdAndRevisionWhetherOrNotItsIdIsGiven() {
    var before = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    assertThat(next(2, before, section(phone("", "+49301"), phone("", "+49302"))))
        .isEqualTo(before);
    assertThat(next(2, before, section(phone("id-1", "+49301"), phone("id-2", "+49302"))))
        .isEqualTo(before);
    var swapped = next(2, before, section(phone("", "+49302"), phone("id-1", "+49301")));
    assertThat(swapped.getPhonesList()).containsExactly(before.getPhones(1), before.getPhones(0));
  }

  @Test
  void whatACallerSaysOfRevisionsAndHoldsIsIgnored() {
    var before = next(1, EMPTY, section(phone("", "+49301")));
    var forged = meta("id-1", 9, 9).toBuilder().setHoldTime(Timestamps.fromSeconds(9)).build();
    var after =
        next(2, before, section(Phone.newBuilder().setMeta(forged).setNumber("+49301").build()));
    assertThat(after).isEqualTo(before);
    var changed =
        next(2, before, section(Phone.newBuilder().setMeta(forged).setNumber("+49309").build()));
    assertThat(changed.getPhones(0).getMeta()).isEqualTo(meta("id-1", 2, 2));
  }

  @Test
  void changedContentKeepsItsIdAndTakesTheNewRevision() {
    var before = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    var after = next(5, before, section(phone("id-1", "+49309"), phone("id-2", "+49302")));
    assertThat(after.getPhones(0).getMeta()).isEqualTo(meta("id-1", 5, 5));
    assertThat(after.getPhones(1)).isEqualTo(before.getPhones(1));
  }

  @Test
  void twoEqualItemsWithoutIdsAreTwoItems() {
    var before = next(1, EMPTY, section(phone("", "+49301")));
    var after = next(2, before, section(phone("", "+49301"), phone("", "+49301")));
    assertThat(after.getPhones(0)).isEqualTo(before.getPhones(0));
    assertThat(after.getPhones(1).getMeta()).isEqualTo(meta("id-2", 2, 2));
  }

  @Test
  void anItemNamedByItsIdIsNotTakenByAnEqualOneWithoutId() {
    var before = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    var after = next(2, before, section(phone("", "+49301"), phone("id-1", "+49303")));
    assertThat(after.getPhones(0).getMeta()).isEqualTo(meta("id-3", 2, 2));
    assertThat(after.getPhones(1).getMeta()).isEqualTo(meta("id-1", 2, 2));
  }

  @Test
  void idsThatTheSectionDoesNotHoldOrThatAreGivenTwiceAreRefused() {
    var before = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    assertUnknownItem(before, section(phone("id-9", "+49301")));
    assertUnknownItem(before, section(phone("id-1", "+49301"), phone("id-1", "+49302")));
    assertUnknownItem(EMPTY, section(phone("id-1", "+49301")));
    // The id of a telephone number is none of an e-mail address.
    assertUnknownItem(
        before,
        IdentitySection.newBuilder()
            .addEmails(Email.newBuilder().setMeta(meta("id-1", 0, 0)).setAddress("a@shop.example"))
            .build());
  }

  @Test
  void aVerifiedContentReplacedByIdIsHeldFromThen() {
    var before = next(1, EMPTY, section(phone("", "+49301")));
    var after = next(2, before, section(phone("id-1", "+49309")), "id-1");
    assertThat(after.getPhones(0).getMeta()).isEqualTo(held("id-1", 2, 2));
  }

  @Test
  void aVerifiedItemRemovedLeavesItsHoldToNewItemsOfItsKind() {
    var before = next(1, EMPTY, section(phone("", "+49301")));
    var after =
        next(
            2,
            before,
            section(phone("", "+49308"), phone("", "+49309")).toBuilder()
                .addEmails(Email.newBuilder().setAddress("a@shop.example"))
                .build(),
            "id-1");
    assertThat(after.getPhones(0).getMeta()).isEqualTo(held("id-2", 2, 2));
    assertThat(after.getPhones(1).getMeta()).isEqualTo(held("id-3", 2, 2));
    assertThat(after.getEmails(0).getMeta().hasHoldTime()).isFalse();
  }

  @Test
  void theHoldGoesOnWhileTheContentKeepsChanging() {
    var verified = next(1, EMPTY, section(phone("", "+49301")));
    var second = next(2, verified, section(phone("id-1", "+49302")), "id-1");
    var third = next(3, second, section(phone("id-1", "+49303")));
    assertThat(third.getPhones(0).getMeta()).isEqualTo(held("id-1", 3, 2));
    var byNewItem = next(4, third, section(phone("", "+49304")));
    assertThat(byNewItem.getPhones(0).getMeta()).isEqualTo(held("id-2", 4, 2));
  }

  @Test
  void ofSeveralHoldsTheEarliestIsLeftToNewItems() {
    var verified = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    var second =
        next(
            2, verified, section(phone("id-1", "+49303"), phone("id-2", "+49302")), "id-1", "id-2");
    var third = next(3, second, section(phone("", "+49304")), "id-2");
    assertThat(third.getPhones(0).getMeta()).isEqualTo(held("id-3", 3, 2));
  }

  @Test
  void aNewHoldBeginsWhenTheHeldContentWasVerifiedMeanwhile() {
    var verified = next(1, EMPTY, section(phone("", "+49301")));
    var second = next(2, verified, section(phone("id-1", "+49302")), "id-1");
    var third = next(7, second, section(phone("id-1", "+49303")), "id-1");
    assertThat(third.getPhones(0).getMeta()).isEqualTo(held("id-1", 7, 7));
  }

  @Test
  void nothingIsHeldWhereNothingVerifiedWasReplaced() {
    var before = next(1, EMPTY, section(phone("", "+49301"), phone("", "+49302")));
    var changed =
        next(2, before, section(phone("id-1", "+49309"), phone("id-2", "+49302")), "id-2");
    assertThat(changed.getPhonesList()).noneMatch(phone -> phone.getMeta().hasHoldTime());
    var added =
        next(
            3,
            changed,
            section(phone("id-1", "+49309"), phone("id-2", "+49302"), phone("", "+49307")),
            "id-2");
    assertThat(added.getPhonesList()).noneMatch(phone -> phone.getMeta().hasHoldTime());
  }

  private IdentitySection next(
      long revision, IdentitySection before, IdentitySection after, String... verified) {
    return (IdentitySection)
        new SectionRevision(
                revision,
                at(revision),
                () -> "id-" + ids.incrementAndGet(),
                Set.copyOf(Arrays.asList(verified))::contains)
            .next(before, after);
  }

  private void assertUnknownItem(IdentitySection before, IdentitySection after) {
    assertThatThrownBy(() -> next(2, before, after))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_UNKNOWN_ITEM));
  }

  private static IdentitySection section(Phone... phones) {
    return IdentitySection.newBuilder().addAllPhones(Arrays.asList(phones)).build();
  }

  private static Phone phone(String id, String number) {
    var phone = Phone.newBuilder().setNumber(number);
    if (!id.isEmpty()) {
      phone.getMetaBuilder().setId(id);
    }
    return phone.build();
  }

  private static Timestamp at(long revision) {
    return Timestamps.fromSeconds(1000 + revision);
  }

  private static ItemMeta meta(String id, long revision, long time) {
    var meta = ItemMeta.newBuilder().setId(id).setRevision(revision);
    return time == 0 ? meta.build() : meta.setReviseTime(at(time)).build();
  }

  private static ItemMeta held(String id, long revision, long hold) {
    return meta(id, revision, revision).toBuilder().setHoldTime(at(hold)).build();
  }
}
