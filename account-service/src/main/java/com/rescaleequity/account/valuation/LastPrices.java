package com.rescaleequity.account.valuation;

import com.rescaleequity.account.ledger.LedgerMarket;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.platform.decimal.Units;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/**
 * The last price of each asset in the account currency: of the newest trade that the ledger or the
 * tickers know, else the listing price.
 */
@ApplicationScoped
public class LastPrices {

    /** The account currency. */
    public static final String CURRENCY = "USD";

    private final LedgerQueries ledger;
    private final TickerPrices tickers;

    public LastPrices(LedgerQueries ledger, TickerPrices tickers) {
        this.ledger = ledger;
        this.tickers = tickers;
    }

    /** The price of one whole asset; 1 for the currency itself, 0 where no market has it. */
    public BigDecimal of(String asset) {
        if (asset.equals(CURRENCY)) {
            return BigDecimal.ONE;
        }
        return ledger.markets().values().stream()
                .filter(m -> m.baseAsset().equals(asset) && m.quoteAsset().equals(CURRENCY))
                .findFirst()
                .map(market -> Units.toDecimal(price(market)))
                .orElse(BigDecimal.ZERO);
    }

    private long price(LedgerMarket market) {
        TickerPrices.Quoted ticker = tickers.of(market.symbol());
        return ticker != null && ticker.tradeId() > market.lastTradeId()
                ? ticker.price()
                : market.lastPrice();
    }
}
