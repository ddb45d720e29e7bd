package org.sellerregistry.e2e;

import io.grpc.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.sellerregistry.demo.SimulatedSources;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.server.TestConfig;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.GetVerificationRequest;
import org.sellerregistry.v1.ImportOptions;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportTradersRequest;
import org.sellerregistry.v1.ImportTradersResponse;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.RequirementItem;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.Verification;
import org.sellerregistry.v1.VerificationServiceGrpc;
import org.sellerregistry.v1.VerificationServiceGrpc.VerificationServiceBlockingStub;
import org.sellerregistry.v1.VerifyTraderRequest;

/** One marketplace whose registry asks simulated sources. */
final class SourceShop {
  private final Channel channel;
  final VerificationServiceBlockingStub verification;

  SourceShop(Channel channel) {
    this.channel = channel;
    this.verification = VerificationServiceGrpc.newBlockingStub(channel);
  }

  /** Work in the background is done only when the test says so. */
  static TestConfig settings(TestConfig config, SimulatedSources sources) {
    return config
        .with("JOBS_POLLING_INTERVAL", "1h")
        .with("SOURCES_VIES_ENABLED", "true")
        .with("SOURCES_VIES_BASE", sources.vies().toString())
        .with("SOURCES_VIES_ATTEMPTS", "1")
        .with("SOURCES_GLEIF_ENABLED", "true")
        .with("SOURCES_GLEIF_BASE", sources.gleif().toString())
        .with("SOURCES_GLEIF_ATTEMPTS", "1");
  }

  /** Synthetic traders without any defect, who have a VAT number that VIES covers. */
  static List<Trader> withVat(int count) {
    var traders = new SyntheticTraders(11);
    var found = new ArrayList<Trader>();
    for (int from = 0; found.size() < count; from += 500) {
      traders
          .range(from, from + 500)
          .filter(it -> it.truth().defect().isEmpty() && it.truth().reentryOf().isEmpty())
          .map(it -> it.record().getTrader())
          .filter(it ->
              it.getTax().getVatNumbersList().stream()
                  .anyMatch(vat -> vat.getIdentifier().getScheme().equals("eu.vat")))
          .limit((long) count - found.size())
          .forEach(found::add);
    }
    return found;
  }

  /** Imports them; the names by external id. */
  Map<String, String> importAll(String marketplace, List<Trader> traders)
      throws InterruptedException {
    var client = ImportClient.open(channel);
    client.send(
        ImportTradersRequest.newBuilder()
            .setOptions(ImportOptions.newBuilder().setParent("marketplaces/" + marketplace))
            .build());
    client.requests().request(traders.size());
    long sequence = 0;
    for (var trader : traders) {
      client.send(
          ImportTradersRequest.newBuilder()
              .setRecord(ImportRecord.newBuilder().setSequence(++sequence).setTrader(trader))
              .build());
    }
    client.requests().onCompleted();
    var names = new LinkedHashMap<String, String>();
    for (var trader : traders) {
      ImportTradersResponse answer = client.answer();
      names.put(traders.get((int) answer.getSequence() - 1).getExternalId(), answer.getTrader());
    }
    return names;
  }

  Verification verify(String trader) {
    return verification.verifyTrader(VerifyTraderRequest.newBuilder().setName(trader).build());
  }

  Verification get(String trader) {
    return verification.getVerification(
        GetVerificationRequest.newBuilder().setName(trader).build());
  }

  /** Calls for each of the traders, at most {@code window} at a time. */
  static <T> List<T> forAll(List<String> traders, int window, Function<String, T> call)
      throws InterruptedException, ExecutionException {
    var slots = new Semaphore(window);
    var futures = new ArrayList<Future<T>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var trader : traders) {
        slots.acquire();
        futures.add(
            threads.submit(() -> {
              try {
                return call.apply(trader);
              } finally {
                slots.release();
              }
            }));
      }
    }
    var results = new ArrayList<T>();
    for (var future : futures) {
      results.add(future.get());
    }
    return results;
  }

  /** The results of the checks by VIES of items of a kind, the latest first. */
  static List<CheckResult> byVies(Verification verification, ItemKind kind) {
    return verification.getChecksList().stream()
        .filter(check -> check.getMethod() == CheckMethod.CHECK_METHOD_VIES)
        .filter(check -> check.getItemKind() == kind)
        .map(Check::getResult)
        .toList();
  }

  /** Whether the registry means to ask sources about an item that a pack demands. */
  static boolean isWaiting(Verification verification) {
    return verification.getOfferingsList().stream()
        .flatMap(offering -> offering.getRequirementsList().stream())
        .flatMap(requirement -> requirement.getItemsList().stream())
        .anyMatch(RequirementItem::hasNextAttemptTime);
  }
}
