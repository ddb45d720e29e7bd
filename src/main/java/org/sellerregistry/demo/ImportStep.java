package org.sellerregistry.demo;

import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportTradersRequest;

/** Imports synthetic traders over a few streams at once. */
final class ImportStep {
  private static final int STREAMS = 4;

  /** Records that may be under way unanswered on one stream. */
  private static final int AHEAD = 16;

  private final Session session;
  private final SyntheticTraders synthetic;

  ImportStep(Session session, SyntheticTraders synthetic) {
    this.session = session;
    this.synthetic = synthetic;
  }

  /** The traders that the server has now, in the order of their indexes. */
  List<Imported> run(int count, Screen screen, Timings timings) {
    var watch = new Stopwatch();
    List<Imported> imported =
        Work.onEach(IntStream.range(0, STREAMS).boxed().toList(), stream -> send(stream, count))
            .stream()
            .flatMap(Collection::stream)
            .sorted(Comparator.comparingLong(each -> each.answer().getSequence()))
            .toList();
    timings.add("traders imported (ImportTraders, %d streams)".formatted(STREAMS), imported, watch);
    report(imported, screen);
    return imported.stream().filter(each -> !each.name().isEmpty()).toList();
  }

  private List<Imported> send(int stream, int count) {
    var imported = new ArrayList<Imported>();
    var call = session.streams().importTraders();
    try {
      call.write(
          ImportTradersRequest.newBuilder()
              .setOptions(ImportOptions.newBuilder().setParent(session.parent()))
              .build());
      var unanswered = new ArrayList<SyntheticTrader>();
      for (int index = stream; index < count; index += STREAMS) {
        SyntheticTrader trader = synthetic.at(index);
        call.write(ImportTradersRequest.newBuilder().setRecord(trader.record()).build());
        unanswered.add(trader);
        if (unanswered.size() > AHEAD) {
          imported.add(new Imported(unanswered.removeFirst(), call.read()));
        }
      }
      call.halfClose();
      for (SyntheticTrader trader : unanswered) {
        imported.add(new Imported(trader, call.read()));
      }
      return imported;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The demo was interrupted", e);
    } catch (StatusException e) {
      throw e.getStatus().asRuntimeException();
    } finally {
      call.cancel("done", null);
    }
  }

  private static void report(List<Imported> imported, Screen screen) {
    screen.line(
        "  answers  " + Labels.counts(imported, each -> Labels.of(each.answer().getOutcome())));
    long countries =
        imported.stream().map(each -> each.record().getRegionCode()).distinct().count();
    screen.paragraph(
        "  from     ",
        "%d countries: %s"
            .formatted(countries, Labels.counts(imported, each -> each.record().getRegionCode())));
    screen.line(
        "  standing "
            + Labels.counts(
                imported,
                each ->
                    each.answer().getStandingsList().stream()
                        .map(standing -> Labels.of(standing.getState()))
                        .collect(Collectors.joining("+"))));
  }
}
