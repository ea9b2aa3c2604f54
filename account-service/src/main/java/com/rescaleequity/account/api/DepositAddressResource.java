package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.DepositAddresses;
import com.rescaleequity.platform.assets.AssetCatalog;
import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the account pays in. */
@Path("/api/v1/wallet/deposit-address")
public class DepositAddressResource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CallContext call;
    private final Answers answers;
    private final DepositAddresses addresses;
    private final AssetCatalog catalog;
    private final BoundedReads reads;

    public DepositAddressResource(
            CallContext call,
            Answers answers,
            DepositAddresses addresses,
            AssetCatalog catalog,
            BoundedReads reads) {
        this.call = call;
        this.answers = answers;
        this.addresses = addresses;
        this.catalog = catalog;
        this.reads = reads;
    }

    /** What the caller gets. */
    record View(
            String asset, String network, String address, @Nullable String memo, long createdAt) {}

    /** The address, which stays the same. */
    @GET
    @Limited(weight = 2)
    public Uni<Response> address(@Context UriInfo uri) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        WalletBody.@Nullable Way found = WalletBody.way(query, catalog);
        problems.throwIfAny();
        WalletBody.Way way = Objects.requireNonNull(found);
        String network = way.network().network();
        long accountId = call.accountId();
        if (!way.network().depositEnabled()) {
            throw notHere();
        }
        return reads.read(PATIENCE, () -> addresses.of(accountId, way.asset(), network))
                .map(address -> {
                    DepositAddresses.DepositAddress its = address.orElseThrow(() -> notHere());
                    return answers.ok(
                            new View(way.asset(), network, its.address(), null, its.createdAt()));
                });
    }

    private static ApiException notHere() {
        return ApiException.ofField(
                "network", ErrorCode.INVALID_NETWORK, "takes no deposits at the moment.");
    }
}
