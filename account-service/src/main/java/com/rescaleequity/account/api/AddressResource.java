package com.rescaleequity.account.api;

import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.wallet.AddressBook;
import com.rescaleequity.account.wallet.AddressBook.Entry;
import com.rescaleequity.account.wallet.Destination;
import com.rescaleequity.platform.assets.AssetCatalog;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** The addresses to which an account's money may go. */
@Path("/api/v1/wallet/addresses")
public class AddressResource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Set<String> OF_CREATE =
            Set.of("asset", "network", "address", "memo", "label");

    private final CallContext call;
    private final Answers answers;
    private final Desk desk;
    private final Clock clock;

    public AddressResource(CallContext call, Answers answers, Desk desk, Clock clock) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
        this.clock = clock;
    }

    /** Where addresses are read, judged and changed. */
    @Singleton
    static class Desk {

        private final AddressBook book;
        private final AssetCatalog catalog;
        private final BoundedReads reads;

        Desk(AddressBook book, AssetCatalog catalog, BoundedReads reads) {
            this.book = book;
            this.catalog = catalog;
            this.reads = reads;
        }
    }

    /** All of them, oldest first. */
    @GET
    @Limited(weight = 2)
    public Uni<Response> addresses() {
        long accountId = call.accountId();
        return desk.reads
                .read(PATIENCE, () -> desk.book.list(accountId))
                .map(all ->
                        answers.ok(
                                all.stream()
                                        .map(entry -> AddressView.of(entry, clock.millis()))
                                        .toList()));
    }

    /** Allows money to go to one more. */
    @POST
    @Path("/create")
    @Requires(scope = Scope.WITHDRAW, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> create(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked = SensitiveCall.read(call, http, body, "addresses.create", OF_CREATE);
        Fields fields = asked.fields();
        Destination destination =
                WalletBody.destination(fields, WalletBody.way(fields, desk.catalog));
        var _ = fields.requiredText("label");
        String label = Labels.read(fields);
        asked.throwIfWrong();
        return answer(
                asked,
                desk.book.add(
                        call.accountId(),
                        Objects.requireNonNull(destination),
                        String.valueOf(label),
                        asked.origin(),
                        asked.names()));
    }

    /** Allows it no more. */
    @POST
    @Path("/delete")
    @Requires(scope = Scope.WITHDRAW, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> delete(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked =
                SensitiveCall.read(call, http, body, "addresses.delete", Set.of("addressId"));
        String addressId = asked.fields().requiredText("addressId");
        asked.throwIfWrong();
        return answer(
                asked,
                desk.book.remove(
                        call.accountId(),
                        String.valueOf(addressId),
                        asked.origin(),
                        asked.names()));
    }

    private Uni<Response> answer(SensitiveCall asked, Uni<Answer<Entry>> done) {
        return asked.told(done).map(told -> answers.ok(AddressView.of(told, clock.millis())));
    }
}
