package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.Destination;
import com.rescaleequity.account.wallet.address.AddressCheck;
import com.rescaleequity.account.wallet.address.AddressFormat;
import com.rescaleequity.account.wallet.address.AddressFormats;
import com.rescaleequity.platform.assets.AssetCatalog;
import com.rescaleequity.platform.assets.ListedAsset;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads which asset is to move over which network, and where to. */
final class WalletBody {

    private static final int LONGEST_MEMO = 64;

    private WalletBody() {}

    /** A way of an asset in and out. */
    record Way(String asset, ListedAsset.Network network) {}

    /** The way that asset and network name; null after noting a problem. */
    static @Nullable Way way(Fields fields, AssetCatalog catalog) {
        String givenAsset = fields.requiredText("asset");
        String givenNetwork = fields.requiredText("network");
        if (givenAsset == null) {
            return null;
        }
        String name = givenAsset.toUpperCase(Locale.ROOT);
        @Nullable ListedAsset asset = catalog.named(name).orElse(null);
        if (asset == null) {
            fields.problem("asset", ErrorCode.INVALID_ASSET, givenAsset + " is not known.");
            fields.problems().detail("asset", givenAsset);
            return null;
        }
        if (givenNetwork == null) {
            return null;
        }
        for (ListedAsset.Network network : asset.networks()) {
            if (network.network().equalsIgnoreCase(givenNetwork)) {
                return new Way(asset.asset(), network);
            }
        }
        List<String> allowed = asset.networks().stream().map(ListedAsset.Network::network).toList();
        fields.problem(
                "network",
                ErrorCode.INVALID_NETWORK,
                name + " moves over " + String.join(", ", allowed) + ".");
        fields.problems().detail("allowed", allowed);
        return null;
    }

    /** The destination that the fields name; null after noting a problem. */
    static @Nullable Destination destination(Fields fields, @Nullable Way way) {
        String given = fields.requiredText("address");
        String memo = memo(fields, way);
        if (given == null || way == null) {
            return null;
        }
        AddressFormat format = AddressFormats.of(way.network().network()).orElseThrow();
        return switch (format.check(given)) {
            case AddressCheck.Valid(String canonical) ->
                    new Destination(way.asset(), way.network().network(), canonical, memo);
            case AddressCheck.Invalid(var fault) -> {
                fields.problem(
                        "address",
                        ErrorCode.INVALID_ADDRESS,
                        "is no address of %s (%s)."
                                .formatted(way.network().network(), fault.word()));
                fields.problems().detail("reason", fault.word());
                yield null;
            }
        };
    }

    private static String memo(Fields fields, @Nullable Way way) {
        String memo = fields.text("memo");
        if (memo == null) {
            if (way != null && way.network().memoRequired()) {
                fields.problem("memo", ErrorCode.MISSING_PARAMETER, "is required.");
            }
            return "";
        }
        boolean printable = memo.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (memo.isEmpty() || memo.length() > LONGEST_MEMO || !printable) {
            fields.problem(
                    "memo", ErrorCode.INVALID_PARAMETER, "has 1 to 64 printable characters.");
        }
        return memo;
    }
}
