package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Balance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** An account of the {@link ReferenceExchange}. */
final class ReferenceAccount {

    final long id;
    final Map<String, BigDecimal> available = new HashMap<>();
    final Map<String, BigDecimal> held = new HashMap<>();
    final Map<String, Long> labels = new HashMap<>();
    BigDecimal makerShare = BigDecimal.ONE;
    BigDecimal takerShare = BigDecimal.ONE;
    AccountState state = AccountState.ACTIVE;
    long ordersSequence;
    long tradesSequence;
    long balancesSequence;

    /** When all its orders end, 0 if its timer is off. */
    long cancelAllAt;

    ReferenceAccount(long id) {
        this.id = id;
    }

    BigDecimal available(String asset) {
        return available.getOrDefault(asset, BigDecimal.ZERO);
    }

    BigDecimal held(String asset) {
        return held.getOrDefault(asset, BigDecimal.ZERO);
    }

    void credit(String asset, BigDecimal amount) {
        available.merge(asset, amount, BigDecimal::add);
    }

    void hold(ReferenceOrder order, BigDecimal amount) {
        credit(order.asset(), amount.negate());
        held.merge(order.asset(), amount, BigDecimal::add);
        order.held = order.held.add(amount);
    }

    Balance balance(String asset) {
        return new Balance(asset, Decimals.units(available(asset)), Decimals.units(held(asset)));
    }

    BigDecimal takerRate(ReferenceMarket market) {
        return Decimals.roundedUp(market.takerFee.multiply(takerShare));
    }

    BigDecimal makerRate(ReferenceMarket market) {
        return Decimals.roundedUp(market.makerFee.multiply(makerShare)).min(takerRate(market));
    }

    /** The label an order gets that wishes none. */
    String freeLabel(long orderId) {
        String label = "x-" + Long.toString(orderId, 32);
        while (labels.containsKey(label)) {
            label = "-" + label;
        }
        return label;
    }
}
