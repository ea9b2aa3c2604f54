package com.rescaleequity.order.trading;

import org.junit.jupiter.api.Test;

/** How orders end by time, together or with their market, and what requests and fees do to them. */
class OrderLifeScenarioTest {

    @Test
    void ordersForATimeExpireInTheOrderOfTheirTimes() {
        Scenario.play(
                """
                alice buys 1 at 100 for 10s
                    #1 new, 1 left
                    bids 1 at 100
                bob sells 1 stop 95 at 94 for 5s
                    #2 new, 1 left
                alice buys 1 at 99 for 10s
                    #3 new, 1 left
                    bids 1 at 99
                wait 4s
                amend alice #3 for 2s
                    #3 amended, 1 left
                    priority kept
                amend alice #3 for 0s
                    refused EXPIRE_AT_PASSED
                wait 998ms
                    #2 expired, 1 left GTD_EXPIRED
                wait 1s
                restore
                wait 10s
                    #3 expired, 1 left GTD_EXPIRED
                    bids 0 at 99
                    #1 expired, 1 left GTD_EXPIRED
                    bids 0 at 100
                """);
    }

    @Test
    void orderExpiresBeforeTheCommandThatComesAtItsTime() {
        Scenario.play(
                """
                alice sells 1 at 101 for 10s
                    #1 new, 1 left
                    asks 1 at 101
                wait 9999ms
                bob buys 1 at 101
                    #1 expired, 1 left GTD_EXPIRED
                    asks 0 at 101
                    #2 new, 1 left
                    bids 1 at 101
                bob buys 1 at 101 for 0s
                    refused EXPIRE_AT_PASSED
                bob buys 1 for 1s
                    refused INVALID_TIME_IN_FORCE
                bob buys 1 at 101 GTD
                    refused CONFLICTING_PARAMETERS
                """);
    }

    @Test
    void filledOrderDoesNotExpire() {
        Scenario.play(
                """
                alice sells 1 at 101 for 10s
                    #1 new, 1 left
                    asks 1 at 101
                bob buys 1 at 101
                    #2 new, 1 left
                    trade 1 at 101
                    #2 fill as TAKER for 0.202, 0 left
                    #1 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                wait 10s
                """);
    }

    @Test
    void timerCancelsAllOrdersUnlessItIsSetAgain() {
        Scenario.play(
                """
                timer alice 10s
                    in 10000ms
                alice buys 1 at 99
                    #1 new, 1 left
                    bids 1 at 99
                alice sells 1 stop 95
                    #2 new, 1 left
                bob buys 1 at 98
                    #3 new, 1 left
                    bids 1 at 98
                wait 5s
                timer alice 10s
                    in 10000ms
                wait 9s
                restore
                wait 1s
                    #1 cancelled, 1 left CANCEL_ALL_AFTER
                    bids 0 at 99
                    #2 cancelled, 1 left CANCEL_ALL_AFTER
                alice buys 1 at 99
                    #4 new, 1 left
                    bids 1 at 99
                wait 20s
                timer bob 10s
                    in 10000ms
                timer bob off
                    off
                wait 20s
                """);
    }

    @Test
    void ordersExpireBeforeTheTimerOfTheSameMoment() {
        Scenario.play(
                """
                timer alice 1000ms
                    in 1000ms
                alice buys 1 at 99 for 999ms
                    #1 new, 1 left
                    bids 1 at 99
                alice buys 1 at 98
                    #2 new, 1 left
                    bids 1 at 98
                wait 2s
                    #1 expired, 1 left GTD_EXPIRED
                    bids 0 at 99
                    #2 cancelled, 1 left CANCEL_ALL_AFTER
                    bids 0 at 98
                """);
    }

    @Test
    void cancelAllEndsTheOrdersOfASideOrAllInAHaltedMarketToo() {
        Scenario.play(
                """
                alice buys 1 at 99
                    #1 new, 1 left
                    bids 1 at 99
                bob buys 1 at 99
                    #2 new, 1 left
                    bids 2 at 99
                alice sells 1 at 101
                    #3 new, 1 left
                    asks 1 at 101
                alice sells 1 stop 95
                    #4 new, 1 left
                market HALTED
                cancel-all alice BUY
                    #1 cancelled, 1 left CANCEL_ALL
                    bids 1 at 99
                    1 cancelled
                cancel-all alice
                    #3 cancelled, 1 left CANCEL_ALL
                    asks 0 at 101
                    #4 cancelled, 1 left CANCEL_ALL
                    2 cancelled
                cancel-all alice
                    0 cancelled
                """);
    }

    @Test
    void ordersOfABatchSucceedOrFailEachForItself() {
        Scenario.play(
                """
                batch alice buys 1 at 99, sells 1 at 99, buys 1 at 99.001, buys 2 at 98
                    #1 new, 1 left
                    bids 1 at 99
                    #2 new, 1 left
                    #2 cancelled, 1 left SELF_TRADE_PREVENTION
                    #3 new, 2 left
                    bids 2 at 98
                    refused INVALID_PRICE_TICK 99 or 99.01
                cancel alice #1 #1 #3
                    #1 cancelled, 1 left USER_REQUEST
                    bids 0 at 99
                    #3 cancelled, 2 left USER_REQUEST
                    bids 0 at 98
                    refused ORDER_NOT_OPEN
                """);
    }

    @Test
    void skippedItemKeepsThePlacesOfTheOthers() {
        Scenario.play(
                """
                batch alice nothing, buys 1 at 99.001, nothing
                    skipped
                    refused INVALID_PRICE_TICK 99 or 99.01
                    skipped
                """);
    }

    @Test
    void whoAsksAgainDoesNothingButLearnTheOutcome() {
        Scenario.play(
                """
                ask one alice buys 1 at 100
                    not taken
                key one alice buys 1 at 100
                    #1 new, 1 left
                    bids 1 at 100
                ask one alice buys 1 at 100
                    as before #1
                ask one alice buys 2 at 100
                    refused IDEMPOTENCY_KEY_REUSED
                """);
    }

    @Test
    void repeatedRequestGetsItsFirstAnswerForADay() {
        Scenario.play(
                """
                key one alice buys 1 at 100
                    #1 new, 1 left
                    bids 1 at 100
                key one alice buys 1 at 100
                    as before #1
                key one alice buys 2 at 100
                    refused IDEMPOTENCY_KEY_REUSED
                key one bob buys 2 at 100
                    #2 new, 2 left
                    bids 3 at 100
                key two alice buys 1 at 200
                    refused PRICE_OUT_OF_BAND 80 to 120
                key two alice buys 1 at 200
                    as before
                    refused PRICE_OUT_OF_BAND 80 to 120
                restore
                key one alice buys 1 at 100
                    as before #1
                wait 86400s
                key three alice buys 1 at 200
                    refused PRICE_OUT_OF_BAND 80 to 120
                key one alice buys 1 at 100
                    #3 new, 1 left
                    bids 4 at 100
                """);
    }

    @Test
    void delistedMarketLosesItsOrders() {
        Scenario.play(
                """
                alice buys 1 at 99
                    #1 new, 1 left
                    bids 1 at 99
                bob sells 1 stop 95
                    #2 new, 1 left
                bob sells 1 at 101
                    #3 new, 1 left
                    asks 1 at 101
                market DELISTED
                    #1 cancelled, 1 left DELISTED
                    bids 0 at 99
                    #2 cancelled, 1 left DELISTED
                    #3 cancelled, 1 left DELISTED
                    asks 0 at 101
                alice buys 1 at 99
                    refused INVALID_SYMBOL
                market TRADING
                alice buys 1 at 99
                    #4 new, 1 left
                    bids 1 at 99
                """);
    }

    @Test
    void accountsPayTheirSharesOfTheFees() {
        Scenario.playWithBalances(
                """
                deposit alice 1 BTC
                    moved 1 worth 100
                    alice has 1 BTC
                deposit bob 1000 USD
                    moved 1000 worth 0
                    bob has 1000 USD
                fees alice 0 0.5
                fees bob 0.5 0.25
                fees carol 1.1 0
                    refused INVALID_FEES
                alice sells 1 at 100
                    #1 new, 1 left
                    alice has 0 and 1 held BTC
                    asks 1 at 100
                bob buys 2 at 101
                    #2 new, 2 left
                    bob has 797.899 and 202.101 held USD
                    trade 1 at 100
                    #2 fill as TAKER for 0.05, 1 left
                    #1 fill as MAKER for 0, 0 left
                    bob has 1 BTC
                    bob has 798.8995 and 101.0505 held USD
                    alice has 0 BTC
                    alice has 100 USD
                    fees has 0.05 USD
                    asks 0 at 100
                    bids 1 at 101
                fees bob 1 1
                deposit alice 1 BTC
                    moved 1 worth 100
                    alice has 1 BTC
                alice sells 1 at 101
                    #3 new, 1 left
                    alice has 0 and 1 held BTC
                    trade 1 at 101
                    #3 fill as TAKER for 0.101, 0 left
                    #2 fill as MAKER for 0.101, 0 left
                    alice has 0 BTC
                    alice has 200.899 USD
                    bob has 2 BTC
                    bob has 798.849 USD
                    fees has 0.252 USD
                    bids 0 at 101
                """);
    }

    @Test
    void testedOrderTellsWhatItWouldCost() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                test bob buys 1 at 100
                    would cost 100 and 0.2 and hold 100.2 USD
                test bob buys 2
                    would cost 101 and 0.202 and hold 101.202 USD
                test bob sells 1 stop 95
                    would cost 95 and 0.19 and hold 1 BTC
                test bob buys 1 stop 105
                    would cost 105 and 0.21 and hold 110.4705 USD
                test bob buys $50
                    would cost 49.90006 and 0.09980012 and hold 49.99986012 USD
                test bob buys 999 at 101
                    refused INSUFFICIENT_BALANCE 101100.798 of 100000 USD
                test bob buys 1 at 121
                    refused PRICE_OUT_OF_BAND 80 to 120
                book
                      | 101 | 1
                """);
    }

    @Test
    void stopTradesInTheModeThatHeldWhenItWasPlaced() {
        Scenario.playWithBalances(
                """
                deposit alice 1 BTC
                    moved 1 worth 100
                    alice has 1 BTC
                deposit alice 200 USD
                    moved 200 worth 0
                    alice has 200 USD
                deposit bob 1 BTC
                    moved 1 worth 100
                    bob has 1 BTC
                deposit bob 200 USD
                    moved 200 worth 0
                    bob has 200 USD
                prevention CANCEL_OLDEST
                alice sells 0.5 at 101
                    #1 new, 0.5 left
                    alice has 0.5 and 0.5 held BTC
                    asks 0.5 at 101
                bob sells 1 at 102
                    #2 new, 1 left
                    bob has 0 and 1 held BTC
                    asks 1 at 102
                alice buys 1 stop 101
                    #3 new, 1 left
                    alice has 93.7379 and 106.2621 held USD
                prevention CANCEL_NEWEST
                bob buys 0.2 at 101
                    #4 new, 0.2 left
                    bob has 179.7596 and 20.2404 held USD
                    trade 0.2 at 101
                    #4 fill as TAKER for 0.0404, 0 left
                    #1 fill as MAKER for 0.0202, 0.3 left
                    bob has 0.2 and 1 held BTC
                    bob has 179.7596 USD
                    alice has 0.5 and 0.3 held BTC
                    alice has 113.9177 and 106.2621 held USD
                    fees has 0.0606 USD
                    asks 0.3 at 101
                    #3 triggered, 1 left
                    alice has 117.9758 and 102.204 held USD
                    #1 cancelled, 0.3 left SELF_TRADE_PREVENTION
                    alice has 0.8 BTC
                    asks 0 at 101
                    trade 1 at 102
                    #3 fill as TAKER for 0.204, 0 left
                    #2 fill as MAKER for 0.102, 0 left
                    alice has 1.8 BTC
                    alice has 117.9758 USD
                    bob has 0.2 BTC
                    bob has 281.6576 USD
                    fees has 0.3666 USD
                    asks 0 at 102
                """);
    }
}
