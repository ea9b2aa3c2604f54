package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.TransferFilter;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.page.PageQuery;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question for a list of transfers.
 *
 * @param status which one is wanted; null = any
 */
record TransferQuery(
        PageQuery page, PageCursor cursors, TransferFilter filter, @Nullable Status status) {

    private static final Map<String, Status> STATUSES = statuses();

    /** What a transfer's status can be; deposits are pending, completed or failed. */
    enum Status {
        PENDING,
        PROCESSING,
        COMPLETED,
        FAILED,
        CANCELLED
    }

    /**
     * Reads the query of a call.
     *
     * @param list what is listed
     * @param now epoch ms
     */
    static TransferQuery read(
            UriInfo uri, String list, long accountId, AssetRules assets, long now) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        PageQuery page = PageQuery.of(query);
        Status status = query.choice("status", STATUSES, ErrorCode.INVALID_PARAMETER);
        String asset = asset(query, assets);
        problems.throwIfAny();
        PageCursor cursors = PageCursor.of(page, now, list, accountId, asset, status);
        PageCursor.Key after = cursors.read();
        return new TransferQuery(
                page,
                cursors,
                new TransferFilter(
                        asset,
                        status == null ? null : status.name().toLowerCase(Locale.ROOT),
                        page.startTime(),
                        page.endTime(),
                        after == null ? null : after.first()),
                status);
    }

    private static @Nullable String asset(Fields query, AssetRules assets) {
        String given = query.text("asset");
        if (given == null) {
            return null;
        }
        String asset = given.toUpperCase(Locale.ROOT);
        if (!assets.known().contains(asset)) {
            query.problem("asset", ErrorCode.INVALID_ASSET, asset + " is not known.");
            query.problems().detail("asset", asset);
        }
        return asset;
    }

    private static Map<String, Status> statuses() {
        Map<String, Status> words = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            words.put(status.name().toLowerCase(Locale.ROOT), status);
        }
        words.put("canceled", Status.CANCELLED);
        return words;
    }
}
