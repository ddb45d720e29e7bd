package org.sellerregistry.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.access.RawCall;
import org.sellerregistry.server.TestServer;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.v1.AssignStorefrontRequest;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.CreateTraderRequest;
import org.sellerregistry.v1.EndContractRequest;
import org.sellerregistry.v1.RecordCheckRequest;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.UpdateTraderRequest;
import org.sellerregistry.v1.VerifyTraderRequest;
import org.slf4j.LoggerFactory;

/** What a trader declares is found in answers and under encryption, and nowhere else. */
class PersonalValuesTest {
  private static final SpanCollector SPANS = new SpanCollector();

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.create(settings ->
          settings
              .with("METRICS_LISTEN", "127.0.0.1:0")
              .with("TRACES_ENDPOINT", SPANS.endpoint())
              .with("TRACES_SHARE", "1"));

  /** Part of every value that is given here; letters that nothing else has in a row. */
  private static final String MARK = "zqxvkw";

  private static final long LARGEST_FILE = 256L << 20;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> refusals = new ArrayList<>();

  @BeforeEach
  void listen() {
    log.start();
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(log);
    logger("org.sellerregistry").setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(log);
    logger("org.sellerregistry").setLevel(null);
  }

  @Test
  void noneIsInALogAnErrorAColumnOrAFileOfTheDatabase() throws Exception {
    walkThrough();

    assertThat(refusals).hasSizeGreaterThan(6).noneMatch(PersonalValuesTest::isMarked);
    assertThat(log.list)
        .noneMatch(event ->
            isMarked(event.getFormattedMessage())
                || event.getThrowableProxy() != null
                    && isMarked(ThrowableProxyUtil.asString(event.getThrowableProxy())));
    assertMetricsAreClean();
    try (var tables = new TableState(SERVER.database())) {
      assertThat(tables.columns())
          .hasSizeGreaterThan(100)
          .noneMatch(column -> isMarked(new String(column, ISO_8859_1)));
      assertFilesAreClean(Path.of(tables.dataFolder()));
      assertFilesAreClean(SERVER.data().resolve("documents"));
    }
    assertSpansAreClean();
  }

  @AfterAll
  static void stopCollecting() {
    SPANS.close();
  }

  /** Calls and statements, and nothing of what they are about. */
  private static void assertSpansAreClean() throws InterruptedException {
    // A server that stops sends what it still has.
    SERVER.stop();
    assertThat(SPANS.received())
        .contains("TraderService/CreateTrader", "transaction write", "insert into `trader`")
        .doesNotContainIgnoringCase(MARK)
        .doesNotContain("marketplaces/", "reviewer", "spiffe:", "Passport")
        .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
  }

  /** Neither a value of a trader nor an id of one, of a marketplace or of a caller. */
  private static void assertMetricsAreClean() throws IOException {
    assertThat(SERVER.metrics())
        .contains("TraderService/CreateTrader")
        .doesNotContainIgnoringCase(MARK)
        .doesNotContain("marketplaces/", "shop", "reviewer", "spiffe:")
        .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
  }

  /** A trader of marked values is created, looked up, checked, changed, refused and ended. */
  private void walkThrough() {
    var shop = new Shop(SERVER.marketplace("shop", "reviewer@shop.example"), "shop");
    var wanted = (Trader) marked(Sellers.complete("marked"));
    var trader = shop.create(wanted);
    assertThat(shop.get(trader.getName()).getIdentity().getNames(0).getGiven()).contains(MARK);
    var storefront = shop.parent() + "/storefronts/marked";
    var _ =
        shop.traders.assignStorefront(
            AssignStorefrontRequest.newBuilder()
                .setName(storefront)
                .setTrader(trader.getName())
                .setUrl("https://shop.example/" + MARK)
                .build());
    var checked = shop.checkAll(trader);
    var check =
        Check.newBuilder()
            .setItemId(checked.getIdentity().getNames(0).getMeta().getId())
            .setMethod(CheckMethod.CHECK_METHOD_MANUAL)
            .setResult(CheckResult.CHECK_RESULT_FAILED)
            .setReasonCode("NAME_DIFFERS")
            .setSource("Register of " + MARK)
            .setReference(MARK)
            .setNote("Called " + MARK);
    var recorded =
        RecordCheckRequest.newBuilder().setParent(trader.getName()).setCheck(check).build();
    var _ = shop.verification.recordCheck(recorded);
    var _ =
        shop.verification.verifyTrader(
            VerifyTraderRequest.newBuilder().setName(trader.getName()).build());
    for (var name : List.of("Given" + MARK, MARK)) {
      var _ = shop.traders.lookupTraders(Requests.lookup(shop.parent(), it -> it.setEmail(name)));
    }
    var document = Documents.options(trader);
    document
        .getEvidenceBuilder()
        .setFileName("Passport of " + MARK + ".pdf")
        .setNote("Seen by " + MARK);
    var _ = shop.documents.upload(document, ("%PDF-1.7 of " + MARK).getBytes(ISO_8859_1));
    refused(() -> shop.documents.upload(document, MARK.getBytes(ISO_8859_1)));
    refuse(shop, trader, recorded);
    var changed = shop.get(trader.getName()).toBuilder();
    changed.getIdentityBuilder().getNamesBuilder(0).setFull("Changed " + MARK);
    var _ = shop.traders.updateTrader(update(changed.build(), "identity"));
    var _ =
        shop.traders.endContract(EndContractRequest.newBuilder().setName(trader.getName()).build());
    refused(() -> shop.traders.updateTrader(update(changed.build(), "identity")));
  }

  private void refuse(Shop shop, Trader trader, RecordCheckRequest recorded) {
    var present = shop.get(trader.getName()).toBuilder();
    var tooLong = present.build().toBuilder();
    tooLong.getIdentityBuilder().getNamesBuilder(0).setFull(MARK.repeat(60));
    refused(() -> shop.traders.updateTrader(update(tooLong.build(), "identity")));
    var control = present.build().toBuilder();
    control.getIdentityBuilder().getNamesBuilder(0).setFull(MARK + "\u0007");
    refused(() -> shop.traders.updateTrader(update(control.build(), "identity")));
    var country = present.build().toBuilder();
    country.getIdentityBuilder().getAddressesBuilder(0).setRegionCode(MARK);
    refused(() -> shop.traders.updateTrader(update(country.build(), "identity")));
    var scheme = present.build().toBuilder();
    scheme
        .getRegistrationBuilder()
        .getRegisterEntriesBuilder(0)
        .getIdentifierBuilder()
        .setScheme(MARK + " " + MARK);
    refused(() -> shop.traders.updateTrader(update(scheme.build(), "registration")));
    var etag = present.build().toBuilder().setEtag("stale");
    refused(() -> shop.traders.updateTrader(update(etag.build(), "identity")));
    refused(() ->
        shop.traders.createTrader(
            CreateTraderRequest.newBuilder()
                .setParent(shop.parent())
                .setTrader(present.build())
                .build()));
    var stale = recorded.toBuilder();
    stale.getCheckBuilder().setItemRevision(99);
    refused(() -> shop.verification.recordCheck(stale.build()));
    refused(() ->
        RawCall.send(
            SERVER.marketplace("shop"),
            "sellerregistry.v1.TraderService/CreateTrader",
            (MARK + "\u00ff is no message").getBytes(ISO_8859_1)));
  }

  private void refused(Supplier<?> call) {
    try {
      assertThat(call.get()).as("it was to be refused").isNull();
    } catch (StatusRuntimeException e) {
      refusals.add(e + " " + StatusProto.fromThrowable(e));
    }
  }

  private static UpdateTraderRequest update(Trader trader, String path) {
    return UpdateTraderRequest.newBuilder()
        .setTrader(trader)
        .setUpdateMask(FieldMask.newBuilder().addPaths(path))
        .build();
  }

  /** The same with a mark in each text of each section that has no shape of its own. */
  private static Message marked(Message message) {
    var result = message.toBuilder();
    for (var field : message.getDescriptorForType().getFields()) {
      if (field.getJavaType() == JavaType.MESSAGE && field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          result.setRepeatedField(field, i, marked((Message) message.getRepeatedField(field, i)));
        }
      } else if (field.getJavaType() == JavaType.MESSAGE && message.hasField(field)) {
        result.setField(field, marked((Message) message.getField(field)));
      } else if (field.getJavaType() == JavaType.STRING && !hasShape(field.getName())) {
        if (field.isRepeated()) {
          result.addRepeatedField(field, MARK);
        } else if (field.getContainingOneof() == null || message.hasField(field)) {
          result.setField(field, MARK + message.getField(field));
        }
      }
    }
    return result.build();
  }

  private static boolean hasShape(String field) {
    return field.endsWith("_code")
        || field.equals("external_id")
        || field.equals("offerings")
        || field.equals("scheme")
        || field.equals("name")
        || field.equals("etag")
        || field.equals("id")
        || field.equals("bic");
  }

  private static boolean isMarked(String text) {
    return text.toLowerCase(Locale.ROOT).contains(MARK);
  }

  /** On a database of this machine: its files, logs of changes included. */
  private static void assertFilesAreClean(Path folder) throws IOException {
    if (!Files.isReadable(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (Files.isReadable(file) && Files.size(file) < LARGEST_FILE) {
          assertThat(isMarked(Files.readString(file, ISO_8859_1))).as(file.toString()).isFalse();
        }
      }
    }
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  void theMarksAreWhereTheyBelong() {
    assertThat(Sections.items((Trader) marked(Sellers.complete("placed"))))
        .allMatch(item -> isMarked(item.content().toString()));
  }
}
