package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.AddressBook;
import org.jspecify.annotations.Nullable;

/**
 * An address to which the account's money may go.
 *
 * @param status waiting, and active from {@code usableAt} on
 */
public record AddressView(
        String addressId,
        String asset,
        String network,
        String address,
        @Nullable String memo,
        String label,
        String status,
        long createdAt,
        long usableAt) {

    static AddressView of(AddressBook.Entry entry, long now) {
        return new AddressView(
                entry.addressId(),
                entry.asset(),
                entry.network(),
                entry.address(),
                entry.memo().isEmpty() ? null : entry.memo(),
                entry.label(),
                entry.usableAt() <= now ? "active" : "waiting",
                entry.createdAt(),
                entry.usableAt());
    }
}
