package com.rescaleequity.order.trading.funds;

/**
 * The part of an account's funds that one open order keeps back. It is placed with the order,
 * captured by its fills and released when the order needs less or ends.
 */
public final class Hold {

    private final AccountFunds funds;
    private final int asset;
    private long amount;

    public Hold(AccountFunds funds, int asset) {
        this.funds = funds;
        this.asset = asset;
    }

    /** A hold that the account's funds contain already. */
    public Hold(AccountFunds funds, int asset, long amount) {
        this(funds, asset);
        this.amount = amount;
    }

    public int asset() {
        return asset;
    }

    public long amount() {
        return amount;
    }

    /** Moves an available amount into the hold. */
    public void place(long more) {
        funds.hold(asset, more);
        amount = Math.addExact(amount, more);
    }

    /** Takes an amount out of the hold and of the account. */
    public void capture(long part) {
        funds.capture(asset, part);
        amount -= part;
    }

    /** Makes an amount available again. */
    public void release(long part) {
        funds.release(asset, part);
        amount -= part;
    }

    /** Places or releases what makes the hold this large. */
    public void change(long wanted) {
        if (wanted > amount) {
            place(wanted - amount);
        } else {
            release(amount - wanted);
        }
    }

    /** Moves as much of the amount as is available into the hold; answers what is missing. */
    public long placeUpTo(long more) {
        long placed = Math.min(more, funds.available(asset));
        place(placed);
        return more - placed;
    }
}
