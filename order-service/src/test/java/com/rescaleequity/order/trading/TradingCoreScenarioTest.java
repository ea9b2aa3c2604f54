package com.rescaleequity.order.trading;

import org.junit.jupiter.api.Test;

/** Commands at the margin, the events and refusals they cause indented under them. */
class TradingCoreScenarioTest {

    @Test
    void restingOrderFillsAtItsOwnPriceAndTheRestStays() {
        Scenario.play(
                """
                alice sells 2 at 101
                    #1 new, 2 left
                    asks 2 at 101
                bob buys 0.5 at 102
                    #2 new, 0.5 left
                    trade 0.5 at 101
                    #2 fill as TAKER for 0.101, 0 left
                    #1 fill as MAKER for 0.0505, 1.5 left
                    asks 1.5 at 101
                book
                      | 101 | 1.5
                """);
    }

    @Test
    void bestPriceTradesFirstAndThenTheOlderOrder() {
        Scenario.play(
                """
                alice sells 1 at 102
                    #1 new, 1 left
                    asks 1 at 102
                alice sells 1 at 101
                    #2 new, 1 left
                    asks 1 at 101
                bob sells 1 at 101
                    #3 new, 1 left
                    asks 2 at 101
                carol buys 2.5 at 102
                    #4 new, 2.5 left
                    trade 1 at 101
                    #4 fill as TAKER for 0.202, 1.5 left
                    #2 fill as MAKER for 0.101, 0 left
                    asks 1 at 101
                    trade 1 at 101
                    #4 fill as TAKER for 0.202, 0.5 left
                    #3 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                    trade 0.5 at 102
                    #4 fill as TAKER for 0.102, 0 left
                    #1 fill as MAKER for 0.051, 0.5 left
                    asks 0.5 at 102
                book
                      | 102 | 0.5
                """);
    }

    @Test
    void limitOrderThatTakesTheLevelRestsWithItsRemainder() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob buys 3 at 101
                    #2 new, 3 left
                    trade 1 at 101
                    #2 fill as TAKER for 0.202, 2 left
                    #1 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                    bids 2 at 101
                book
                    2 | 101
                """);
    }

    @Test
    void immediateOrderExpiresUnfilled() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob buys 3 at 101 IOC
                    #2 new, 3 left
                    trade 1 at 101
                    #2 fill as TAKER for 0.202, 2 left
                    #1 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                    #2 expired, 2 left IOC_UNFILLED
                bob buys 3 at 100 IOC
                    #3 new, 3 left
                    #3 expired, 3 left IOC_UNFILLED
                """);
    }

    @Test
    void fillOrKillTakesAllOrNothing() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                alice sells 1 at 102
                    #2 new, 1 left
                    asks 1 at 102
                bob buys 3 at 102 FOK
                    #3 new, 3 left
                    #3 expired, 3 left FOK_UNFILLABLE
                bob buys 2 at 101 FOK
                    #4 new, 2 left
                    #4 expired, 2 left FOK_UNFILLABLE
                bob buys 2 at 102 FOK
                    #5 new, 2 left
                    trade 1 at 101
                    #5 fill as TAKER for 0.202, 1 left
                    #1 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                    trade 1 at 102
                    #5 fill as TAKER for 0.204, 0 left
                    #2 fill as MAKER for 0.102, 0 left
                    asks 0 at 102
                """);
    }

    @Test
    void fillOrKillCountsOnlyTheOrdersOfOthers() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob sells 1 at 101
                    #2 new, 1 left
                    asks 2 at 101
                alice buys 1 at 101 FOK
                    #3 new, 1 left
                    #3 expired, 1 left FOK_UNFILLABLE
                alice buys 1 at 101 FOK oldest
                    #4 new, 1 left
                    #1 cancelled, 1 left SELF_TRADE_PREVENTION
                    asks 1 at 101
                    trade 1 at 101
                    #4 fill as TAKER for 0.202, 0 left
                    #2 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                """);
    }

    @Test
    void marketOrderTakesWhatLiesWithinTheCollar() {
        Scenario.play(
                """
                alice sells 1 at 100
                    #1 new, 1 left
                    asks 1 at 100
                alice sells 1 at 105
                    #2 new, 1 left
                    asks 1 at 105
                alice sells 1 at 105.01
                    #3 new, 1 left
                    asks 1 at 105.01
                bob buys 3
                    #4 new, 3 left
                    trade 1 at 100
                    #4 fill as TAKER for 0.2, 2 left
                    #1 fill as MAKER for 0.1, 0 left
                    asks 0 at 100
                    trade 1 at 105
                    #4 fill as TAKER for 0.21, 1 left
                    #2 fill as MAKER for 0.105, 0 left
                    asks 0 at 105
                    #4 expired, 1 left PRICE_COLLAR
                bob sells 1
                    #5 new, 1 left
                    #5 expired, 1 left INSUFFICIENT_LIQUIDITY
                """);
    }

    @Test
    void orderByQuoteQuantitySpendsAtMostThatWithTheFee() {
        Scenario.play(
                """
                alice sells 1 at 100
                    #1 new, 1 left
                    asks 1 at 100
                alice sells 1 at 101
                    #2 new, 1 left
                    asks 1 at 101
                bob buys $150
                    #3 new, 0 filled
                    trade 1 at 100
                    #3 fill as TAKER for 0.2, 1 filled
                    #1 fill as MAKER for 0.1, 0 left
                    asks 0 at 100
                    trade 0.49208 at 101
                    #3 fill as TAKER for 0.09940016, 0 left
                    #2 fill as MAKER for 0.04970008, 0.50792 left
                    asks 0.50792 at 101
                bob buys $1000
                    #4 new, 0 filled
                    trade 0.50792 at 101
                    #4 fill as TAKER for 0.10259984, 0.50792 filled
                    #2 fill as MAKER for 0.05129992, 0 left
                    asks 0 at 101
                    #4 expired, 0.50792 filled INSUFFICIENT_LIQUIDITY
                bob sells $50
                    #5 new, 0 filled
                    #5 expired, 0 filled INSUFFICIENT_LIQUIDITY
                """);
    }

    @Test
    void sellByQuoteQuantityReceivesAtMostThatBeforeTheFee() {
        Scenario.play(
                """
                alice buys 1 at 99
                    #1 new, 1 left
                    bids 1 at 99
                bob sells $50
                    #2 new, 0 filled
                    trade 0.50505 at 99
                    #2 fill as TAKER for 0.0999999, 0 left
                    #1 fill as MAKER for 0.04999995, 0.49495 left
                    bids 0.49495 at 99
                bob sells $50
                    #3 new, 0 filled
                    trade 0.49495 at 99
                    #3 fill as TAKER for 0.0980001, 0.49495 filled
                    #1 fill as MAKER for 0.04900005, 0 left
                    bids 0 at 99
                    #3 expired, 0.49495 filled INSUFFICIENT_LIQUIDITY
                """);
    }

    @Test
    void postOnlyOrderThatWouldCrossIsRefused() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob buys 1 at 101 post-only
                    refused POST_ONLY_WOULD_CROSS
                bob buys 1 at 100.99 post-only
                    #2 new, 1 left
                    bids 1 at 100.99
                """);
    }

    @Test
    void selfTradePreventionCancelsTheNewestByDefault() {
        Scenario.play(
                """
                bob sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                alice sells 1 at 101
                    #2 new, 1 left
                    asks 2 at 101
                alice buys 3 at 101
                    #3 new, 3 left
                    trade 1 at 101
                    #3 fill as TAKER for 0.202, 2 left
                    #1 fill as MAKER for 0.101, 0 left
                    asks 1 at 101
                    #3 cancelled, 2 left SELF_TRADE_PREVENTION
                book
                      | 101 | 1
                """);
    }

    @Test
    void selfTradePreventionCanCancelTheOldestOrBoth() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob sells 1 at 101
                    #2 new, 1 left
                    asks 2 at 101
                alice buys 2 at 101 oldest
                    #3 new, 2 left
                    #1 cancelled, 1 left SELF_TRADE_PREVENTION
                    asks 1 at 101
                    trade 1 at 101
                    #3 fill as TAKER for 0.202, 1 left
                    #2 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                    bids 1 at 101
                alice sells 1 at 101.5
                    #4 new, 1 left
                    asks 1 at 101.5
                alice sells 1 at 101 both
                    #5 new, 1 left
                    #3 cancelled, 1 left SELF_TRADE_PREVENTION
                    bids 0 at 101
                    #5 cancelled, 1 left SELF_TRADE_PREVENTION
                bob buys 1 at 102
                    #6 new, 1 left
                    trade 1 at 101.5
                    #6 fill as TAKER for 0.203, 0 left
                    #4 fill as MAKER for 0.1015, 0 left
                    asks 0 at 101.5
                book
                """);
    }

    @Test
    void limitPricesStayWithinTheBandAroundTheLastPrice() {
        Scenario.play(
                """
                alice buys 1 at 80
                    #1 new, 1 left
                    bids 1 at 80
                alice buys 1 at 79.99
                    refused PRICE_OUT_OF_BAND 80 to 120
                alice sells 1 at 120
                    #2 new, 1 left
                    asks 1 at 120
                alice sells 1 at 120.01
                    refused PRICE_OUT_OF_BAND 80 to 120
                alice buys 1 at 90.001
                    refused INVALID_PRICE_TICK 90 or 90.01
                """);
    }

    @Test
    void stopSellsAtTheMarketWhenATradeReachesItsTrigger() {
        Scenario.play(
                """
                alice buys 1 at 95
                    #1 new, 1 left
                    bids 1 at 95
                alice buys 1 at 94
                    #2 new, 1 left
                    bids 1 at 94
                bob sells 0.5 stop 95
                    #3 new, 0.5 left
                bob sells 0.5 stop 100
                    refused STOP_WOULD_TRIGGER_IMMEDIATELY
                carol sells 0.5
                    #4 new, 0.5 left
                    trade 0.5 at 95
                    #4 fill as TAKER for 0.095, 0 left
                    #1 fill as MAKER for 0.0475, 0.5 left
                    bids 0.5 at 95
                    #3 triggered, 0.5 left
                    trade 0.5 at 95
                    #3 fill as TAKER for 0.095, 0 left
                    #1 fill as MAKER for 0.0475, 0 left
                    bids 0 at 95
                book
                    1 | 94
                """);
    }

    @Test
    void stopsFireInOrderAndTriggerEachOther() {
        Scenario.play(
                """
                alice buys 1 at 97
                    #1 new, 1 left
                    bids 1 at 97
                alice buys 1 at 96
                    #2 new, 1 left
                    bids 1 at 96
                alice buys 1 at 95
                    #3 new, 1 left
                    bids 1 at 95
                bob sells 1 stop 96
                    #4 new, 1 left
                bob sells 1 stop 97
                    #5 new, 1 left
                carol sells 0.5 stop 97 at 96.5
                    #6 new, 0.5 left
                carol sells 1
                    #7 new, 1 left
                    trade 1 at 97
                    #7 fill as TAKER for 0.194, 0 left
                    #1 fill as MAKER for 0.097, 0 left
                    bids 0 at 97
                    #5 triggered, 1 left
                    trade 1 at 96
                    #5 fill as TAKER for 0.192, 0 left
                    #2 fill as MAKER for 0.096, 0 left
                    bids 0 at 96
                    #6 triggered, 0.5 left
                    asks 0.5 at 96.5
                    #4 triggered, 1 left
                    trade 1 at 95
                    #4 fill as TAKER for 0.19, 0 left
                    #3 fill as MAKER for 0.095, 0 left
                    bids 0 at 95
                """);
    }

    @Test
    void stopLimitOutsideTheBandAtItsTriggerIsRejected() {
        Scenario.play(
                """
                alice sells 1 at 110
                    #1 new, 1 left
                    asks 1 at 110
                bob buys 1 stop 110 at 140
                    #2 new, 1 left
                carol buys 0.5
                    #3 new, 0.5 left
                    trade 0.5 at 110
                    #3 fill as TAKER for 0.11, 0 left
                    #1 fill as MAKER for 0.055, 0.5 left
                    asks 0.5 at 110
                    #2 triggered, 1 left
                    #2 rejected, 1 left TRIGGER_PRICE_BAND
                book
                      | 110 | 0.5
                """);
    }

    @Test
    void marketStateDecidesWhatIsAdmitted() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                market HALTED
                bob buys 1 at 101
                    refused MARKET_HALTED
                market CANCEL_ONLY
                bob buys 1 at 101
                    refused MARKET_CANCEL_ONLY
                market POST_ONLY
                bob buys 1 at 101
                    refused MARKET_POST_ONLY
                bob buys 1 at 100 post-only
                    #2 new, 1 left
                    bids 1 at 100
                cancel alice #1
                    #1 cancelled, 1 left USER_REQUEST
                    asks 0 at 101
                market DELISTED
                    #2 cancelled, 1 left DELISTED
                    bids 0 at 100
                bob buys 1 at 101
                    refused INVALID_SYMBOL
                """);
    }

    @Test
    void ordersThatAreTooManyOrUnknownAreRefused() {
        Scenario.play(
                """
                alice buys 1 at 91
                    #1 new, 1 left
                    bids 1 at 91
                alice buys 1 at 92
                    #2 new, 1 left
                    bids 1 at 92
                alice buys 1 at 93
                    #3 new, 1 left
                    bids 1 at 93
                alice buys 1 at 94
                    #4 new, 1 left
                    bids 1 at 94
                alice buys 1 at 95
                    #5 new, 1 left
                    bids 1 at 95
                alice buys 1 at 96
                    refused MAX_OPEN_ORDERS
                cancel bob #1
                    refused ORDER_NOT_FOUND
                cancel alice #9
                    refused ORDER_NOT_FOUND
                cancel alice #1
                    #1 cancelled, 1 left USER_REQUEST
                    bids 0 at 91
                cancel alice #1
                    refused ORDER_NOT_OPEN
                """);
    }

    @Test
    void moneyIsHeldThenCapturedAndTheRestReleased() {
        Scenario.playWithBalances(
                """
                deposit alice 1 BTC
                    moved 1 worth 100
                    alice has 1 BTC
                deposit bob 1000 USD
                    moved 1000 worth 0
                    bob has 1000 USD
                alice sells 1 at 100
                    #1 new, 1 left
                    alice has 0 and 1 held BTC
                    asks 1 at 100
                bob buys 2 at 101
                    #2 new, 2 left
                    bob has 797.596 and 202.404 held USD
                    trade 1 at 100
                    #2 fill as TAKER for 0.2, 1 left
                    #1 fill as MAKER for 0.1, 0 left
                    bob has 1 BTC
                    bob has 798.598 and 101.202 held USD
                    alice has 0 BTC
                    alice has 99.9 USD
                    fees has 0.3 USD
                    asks 0 at 100
                    bids 1 at 101
                bob buys 8.9 at 100
                    refused INSUFFICIENT_BALANCE 891.78 of 798.598 USD
                cancel bob #2
                    #2 cancelled, 1 left USER_REQUEST
                    bob has 899.8 USD
                    bids 0 at 101
                """);
    }

    @Test
    void marketOrderMustAffordAllItsFillsAndTheirFees() {
        Scenario.playWithBalances(
                """
                deposit alice 2 BTC
                    moved 2 worth 100
                    alice has 2 BTC
                deposit bob 201.4 USD
                    moved 201.4 worth 0
                    bob has 201.4 USD
                alice sells 1 at 100
                    #1 new, 1 left
                    alice has 1 and 1 held BTC
                    asks 1 at 100
                alice sells 1 at 101
                    #2 new, 1 left
                    alice has 0 and 2 held BTC
                    asks 1 at 101
                bob buys 2
                    refused INSUFFICIENT_BALANCE 201.402 of 201.4 USD
                deposit bob 0.002 USD
                    moved 0.002 worth 0
                    bob has 201.402 USD
                bob buys 2
                    #3 new, 2 left
                    bob has 0 and 201.402 held USD
                    trade 1 at 100
                    #3 fill as TAKER for 0.2, 1 left
                    #1 fill as MAKER for 0.1, 0 left
                    bob has 1 BTC
                    bob has 0 and 101.202 held USD
                    alice has 0 and 1 held BTC
                    alice has 99.9 USD
                    fees has 0.3 USD
                    asks 0 at 100
                    trade 1 at 101
                    #3 fill as TAKER for 0.202, 0 left
                    #2 fill as MAKER for 0.101, 0 left
                    bob has 2 BTC
                    bob has 0 USD
                    alice has 0 BTC
                    alice has 200.799 USD
                    fees has 0.603 USD
                    asks 0 at 101
                """);
    }
}
