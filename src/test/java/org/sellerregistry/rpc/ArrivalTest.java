package org.sellerregistry.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sellerregistry.v1.ErrorReason;

class ArrivalTest {
  private static final int BOUND = 100_000;
  private static final int MOST = 150_000;

  private final RequestMemory memory = new RequestMemory(MOST);
  private final List<ErrorReason> ends = new ArrayList<>();

  @Test
  void aMessageIsEndedBeforeItIsWhole() {
    var arrival = arrival(true);
    arrival.inboundMessage(0);
    arrival.inboundWireSize(BOUND);
    assertThat(ends).isEmpty();

    arrival.inboundWireSize(1);
    arrival.inboundWireSize(1);

    assertThat(ends).containsExactly(ErrorReason.ERROR_REASON_MESSAGE_TOO_LARGE);
    arrival.streamClosed(Status.CANCELLED);
    assertThat(memory.held()).isZero();
  }

  @Test
  void whoHasBeenSendingForTheLongestGivesWay() {
    var first = arrival(true);
    var second = arrival(true);
    first.inboundWireSize(80_000);
    second.inboundWireSize(80_000);

    assertThat(ends).containsExactly(ErrorReason.ERROR_REASON_OVERLOADED);
    assertThat(first.isEnded()).isTrue();
    assertThat(memory.held()).isBetween(70_000L, 80_000L);
    assertThat(memory.ended()).isEqualTo(1);
  }

  @Test
  void whatHasBeenSentWholeIsTheServersToDo() {
    var first = arrival(true);
    first.inboundWireSize(80_000);
    first.completed();
    var second = arrival(true);
    second.inboundWireSize(80_000);

    assertThat(first.isEnded()).isFalse();
    assertThat(second.isEnded()).isTrue();
  }

  @Test
  void manySmallPiecesAreMoreThanTheirBytes() {
    var arrival = arrival(true);
    for (int i = 0; i < 1000; i++) {
      arrival.inboundWireSize(1);
    }
    assertThat(ends).containsExactly(ErrorReason.ERROR_REASON_OVERLOADED);
  }

  @Test
  void smallRequestsAreNotCounted() {
    for (int i = 0; i < 1000; i++) {
      var arrival = arrival(true);
      arrival.inboundMessage(0);
      arrival.inboundWireSize(1000);
    }
    assertThat(ends).isEmpty();
    assertThat(memory.held()).isZero();
  }

  @Test
  void aStreamsMessagesAreCountedOneByOne() {
    var arrival = arrival(false);
    for (int i = 0; i < 10; i++) {
      arrival.inboundMessage(i);
      arrival.inboundWireSize(80_000);
      assertThat(memory.held()).isPositive();
      arrival.delivered();
      assertThat(memory.held()).isZero();
    }
    assertThat(ends).isEmpty();
  }

  @Test
  void whatIsKeptIsRefusedWhenThereIsNoRoomUnlessItIsAlone() {
    memory.take(2 * MOST);
    assertThat(memory.isScarce()).isTrue();
    assertThatThrownBy(() -> memory.take(1)).isInstanceOf(Refusal.class);
    memory.giveBack(2 * MOST);
    memory.take(1);
    assertThat(memory.held()).isEqualTo(1);
  }

  private Arrival arrival(boolean unary) {
    var arrival = new Arrival(BOUND, memory);
    arrival.endsBy(why -> ends.add(why.reason()));
    if (unary) {
      arrival.holdsMessage();
    }
    return arrival;
  }
}
