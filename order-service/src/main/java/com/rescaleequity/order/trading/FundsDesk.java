package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.AccountFunds;
import com.rescaleequity.order.trading.funds.Assets;
import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.Event.FundsMoved;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.Shortfall;
import com.rescaleequity.order.trading.message.RejectReason;
import org.jspecify.annotations.Nullable;

/** Lets money in from the outside and out again. */
final class FundsDesk {

    private final Accounts accounts;
    private final Assets assets;
    private final Markets markets;
    private final EventLog events;

    FundsDesk(Accounts accounts, Assets assets, Markets markets, EventLog events) {
        this.accounts = accounts;
        this.assets = assets;
        this.markets = markets;
        this.events = events;
    }

    Outcome move(CommandEnvelope envelope, MoveFunds command) {
        if (!isSensible(command) || !assets.canGrow(command.asset(), command.amount())) {
            return Rejected.because(RejectReason.INVALID_AMOUNT);
        }
        @Nullable Account known = accounts.find(command.accountId());
        long available =
                known == null ? 0 : known.funds().available(assets.number(command.asset()));
        if (available + command.amount() < 0) {
            return new Rejected(
                    RejectReason.INSUFFICIENT_BALANCE,
                    new Shortfall(command.asset(), -command.amount(), available));
        }
        apply(accounts.findOrCreate(command.accountId()), command);
        events.add(
                new FundsMoved(
                        command.accountId(),
                        command.asset(),
                        command.amount(),
                        command.kind(),
                        command.referenceId(),
                        envelope.source(),
                        envelope.sourceNumber(),
                        markets.dollarPrice(command.asset())));
        events.fundsMoved(
                accounts.findOrCreate(command.accountId()),
                assets.number(command.asset()),
                command.referenceId());
        return Outcome.Done.INSTANCE;
    }

    private static boolean isSensible(MoveFunds command) {
        long amount = command.amount();
        boolean countable = -UnitMath.MAX_AMOUNT <= amount && amount <= UnitMath.MAX_AMOUNT;
        boolean direction =
                switch (command.kind()) {
                    case DEPOSIT -> amount > 0;
                    case WITHDRAWAL -> amount < 0;
                    case ADJUSTMENT -> amount != 0;
                };
        return command.accountId() > 0 && !command.asset().isEmpty() && countable && direction;
    }

    private void apply(Account account, MoveFunds command) {
        int asset = assets.register(command.asset());
        AccountFunds funds = account.funds();
        if (command.amount() > 0) {
            funds.credit(asset, command.amount());
        } else {
            funds.debit(asset, -command.amount());
        }
        assets.changeSupply(asset, command.amount());
    }
}
