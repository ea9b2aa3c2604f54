package com.rescaleequity.order.trading;

import org.junit.jupiter.api.Test;

/** Amendments of open orders, what they do to queues, funds and books. */
class AmendmentScenarioTest {

    @Test
    void lessQuantityAtTheSamePriceKeepsThePlaceInTheQueue() {
        Scenario.play(
                """
                alice sells 2 at 101
                    #1 new, 2 left
                    asks 2 at 101
                bob sells 1 at 101
                    #2 new, 1 left
                    asks 3 at 101
                amend alice #1 to 1.5
                    #1 amended, 1.5 left
                    asks 2.5 at 101
                    priority kept
                carol buys 1.6 at 101
                    #3 new, 1.6 left
                    trade 1.5 at 101
                    #3 fill as TAKER for 0.303, 0.1 left
                    #1 fill as MAKER for 0.1515, 0 left
                    asks 1 at 101
                    trade 0.1 at 101
                    #3 fill as TAKER for 0.0202, 0 left
                    #2 fill as MAKER for 0.0101, 0.9 left
                    asks 0.9 at 101
                book
                      | 101 | 0.9
                """);
    }

    @Test
    void moreQuantityOrAnotherPriceGoesToTheEndOfTheQueue() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob sells 1 at 101
                    #2 new, 1 left
                    asks 2 at 101
                amend alice #1 to 1.5
                    #1 amended, 1.5 left
                    asks 1 at 101
                    asks 2.5 at 101
                    priority lost
                carol buys 1.5 at 101
                    #3 new, 1.5 left
                    trade 1 at 101
                    #3 fill as TAKER for 0.202, 0.5 left
                    #2 fill as MAKER for 0.101, 0 left
                    asks 1.5 at 101
                    trade 0.5 at 101
                    #3 fill as TAKER for 0.101, 0 left
                    #1 fill as MAKER for 0.0505, 1 left
                    asks 1 at 101
                amend alice #1 at 102
                    #1 amended, 1 left
                    asks 0 at 101
                    asks 1 at 102
                    priority lost
                amend alice #1 at 101
                    #1 amended, 1 left
                    asks 0 at 102
                    asks 1 at 101
                    priority lost
                book
                      | 101 | 1
                """);
    }

    @Test
    void amendedOrderTakesWhatItsNewPriceReaches() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob buys 2 at 100
                    #2 new, 2 left
                    bids 2 at 100
                amend bob #2 at 101
                    #2 amended, 2 left
                    bids 0 at 100
                    trade 1 at 101
                    #2 fill as TAKER for 0.202, 1 left
                    #1 fill as MAKER for 0.101, 0 left
                    asks 0 at 101
                    bids 1 at 101
                    priority lost
                amend bob #2 to 3
                    #2 amended, 2 left
                    bids 0 at 101
                    bids 2 at 101
                    priority lost
                book
                    2 | 101
                """);
    }

    @Test
    void stopsFireAfterAnAmendedOrderHasTraded() {
        Scenario.play(
                """
                alice sells 1 at 105
                    #1 new, 1 left
                    asks 1 at 105
                carol buys 1 stop 105 at 106
                    #2 new, 1 left
                bob buys 1 at 100
                    #3 new, 1 left
                    bids 1 at 100
                amend bob #3 at 105
                    #3 amended, 1 left
                    bids 0 at 100
                    trade 1 at 105
                    #3 fill as TAKER for 0.21, 0 left
                    #1 fill as MAKER for 0.105, 0 left
                    asks 0 at 105
                    #2 triggered, 1 left
                    bids 1 at 106
                    priority lost
                book
                    1 | 106
                """);
    }

    @Test
    void quantityStaysAboveWhatIsFilled() {
        Scenario.play(
                """
                alice sells 2 at 101
                    #1 new, 2 left
                    asks 2 at 101
                bob buys 0.5 at 101
                    #2 new, 0.5 left
                    trade 0.5 at 101
                    #2 fill as TAKER for 0.101, 0 left
                    #1 fill as MAKER for 0.0505, 1.5 left
                    asks 1.5 at 101
                amend alice #1 to 0.5
                    refused QUANTITY_OUT_OF_RANGE 0.50001 to 1000
                amend alice #1 to 0.51
                    #1 amended, 0.01 left
                    asks 0.01 at 101
                    priority kept
                amend alice #1 to 0.51
                    refused NO_CHANGE
                amend bob #2 to 1
                    refused ORDER_NOT_OPEN
                amend bob #1 to 1
                    refused ORDER_NOT_FOUND
                amend bob #9 to 1
                    refused ORDER_NOT_FOUND
                """);
    }

    @Test
    void amendedOrderMeetsTheRulesOfItsMarket() {
        Scenario.play(
                """
                alice buys 1 at 100
                    #1 new, 1 left
                    bids 1 at 100
                amend alice #1 at 100.001
                    refused INVALID_PRICE_TICK 100 or 100.01
                amend alice #1 at 79.99
                    refused PRICE_OUT_OF_BAND 80 to 120
                amend alice #1 to 0.000001
                    refused INVALID_QUANTITY_STEP 0 or 0.00001
                amend alice #1 to 0.00001
                    refused NOTIONAL_TOO_SMALL 1 to 10000000
                amend alice #1 to 1001
                    refused QUANTITY_OUT_OF_RANGE 0.00001 to 1000
                amend alice #1 limit 99
                    refused CONFLICTING_PARAMETERS
                amend alice #1 for 10s
                    refused CONFLICTING_PARAMETERS
                market HALTED
                amend alice #1 to 0.5
                    refused MARKET_HALTED
                market CANCEL_ONLY
                amend alice #1 to 0.5
                    refused MARKET_CANCEL_ONLY
                market POST_ONLY
                amend alice #1 to 0.5
                    refused MARKET_POST_ONLY
                amend alice #1 to 0.5 post-only
                    #1 amended, 0.5 left
                    bids 0.5 at 100
                    priority kept
                """);
    }

    @Test
    void postOnlyOrderIsNotAmendedAcrossTheBook() {
        Scenario.play(
                """
                alice sells 1 at 101
                    #1 new, 1 left
                    asks 1 at 101
                bob buys 1 at 100 post-only
                    #2 new, 1 left
                    bids 1 at 100
                amend bob #2 at 101
                    refused POST_ONLY_WOULD_CROSS
                amend bob #2 at 100.99
                    #2 amended, 1 left
                    bids 0 at 100
                    bids 1 at 100.99
                    priority lost
                """);
    }

    @Test
    void amendedStopsStayInTheOrderOfTriggersAndIds() {
        Scenario.play(
                """
                alice sells 1 stop 95
                    #1 new, 1 left
                bob sells 1 stop 95
                    #2 new, 1 left
                amend alice #1 to 2
                    #1 amended, 2 left
                    priority lost
                amend alice #1 at 100
                    refused STOP_WOULD_TRIGGER_IMMEDIATELY
                amend bob #2 at 94
                    #2 amended, 1 left
                    priority lost
                amend bob #2 at 95
                    #2 amended, 1 left
                    priority lost
                carol buys 1 at 95
                    #3 new, 1 left
                    bids 1 at 95
                carol buys 5 at 90
                    #4 new, 5 left
                    bids 5 at 90
                alice sells 1 at 95
                    #5 new, 1 left
                    trade 1 at 95
                    #5 fill as TAKER for 0.19, 0 left
                    #3 fill as MAKER for 0.095, 0 left
                    bids 0 at 95
                    #1 triggered, 2 left
                    trade 2 at 90
                    #1 fill as TAKER for 0.36, 0 left
                    #4 fill as MAKER for 0.18, 3 left
                    bids 3 at 90
                    #2 triggered, 1 left
                    trade 1 at 90
                    #2 fill as TAKER for 0.18, 0 left
                    #4 fill as MAKER for 0.09, 2 left
                    bids 2 at 90
                book
                    2 | 90
                """);
    }

    @Test
    void limitOfAStopChangesBeforeAndAfterItsTrigger() {
        Scenario.play(
                """
                alice buys 1 stop 105 at 106
                    #1 new, 1 left
                amend alice #1 limit 107
                    #1 amended, 1 left
                    priority kept
                bob sells 1 at 105
                    #2 new, 1 left
                    asks 1 at 105
                bob sells 1 at 108
                    #3 new, 1 left
                    asks 1 at 108
                carol buys 1 at 105
                    #4 new, 1 left
                    trade 1 at 105
                    #4 fill as TAKER for 0.21, 0 left
                    #2 fill as MAKER for 0.105, 0 left
                    asks 0 at 105
                    #1 triggered, 1 left
                    bids 1 at 107
                amend alice #1 at 106
                    refused ORDER_NOT_AMENDABLE
                amend alice #1 limit 108
                    #1 amended, 1 left
                    bids 0 at 107
                    trade 1 at 108
                    #1 fill as TAKER for 0.216, 0 left
                    #3 fill as MAKER for 0.108, 0 left
                    asks 0 at 108
                    priority lost
                book
                """);
    }

    @Test
    void newLabelMustBeFreeAndTheOldOneStaysTaken() {
        Scenario.play(
                """
                alice buys 1 at 100
                    #1 new, 1 left
                    bids 1 at 100
                alice buys 1 at 99
                    #2 new, 1 left
                    bids 1 at 99
                amend alice #1 named one
                    #1 amended, 1 left
                    priority kept
                amend alice #2 named one
                    refused DUPLICATE_CLIENT_ORDER_ID
                amend alice #2 named x-ugi1
                    refused DUPLICATE_CLIENT_ORDER_ID
                amend alice #1 named two
                    #1 amended, 1 left
                    priority kept
                amend alice #2 named one
                    refused DUPLICATE_CLIENT_ORDER_ID
                """);
    }

    @Test
    void amendedOrderThatMeetsItsOwnAccountIsCancelled() {
        Scenario.play(
                """
                alice sells 1 at 102
                    #1 new, 1 left
                    asks 1 at 102
                alice buys 1 at 100
                    #2 new, 1 left
                    bids 1 at 100
                amend alice #2 at 102
                    #2 amended, 1 left
                    bids 0 at 100
                    #2 cancelled, 1 left SELF_TRADE_PREVENTION
                    priority lost
                """);
    }

    @Test
    void holdFollowsTheAmendedOrder() {
        Scenario.playWithBalances(
                """
                deposit alice 100.2 USD
                    moved 100.2 worth 0
                    alice has 100.2 USD
                alice buys 1 at 100
                    #1 new, 1 left
                    alice has 0 and 100.2 held USD
                    bids 1 at 100
                amend alice #1 to 1.1
                    refused INSUFFICIENT_BALANCE 110.22 of 100.2 USD
                amend alice #1 at 99
                    #1 amended, 1 left
                    alice has 1.002 and 99.198 held USD
                    bids 0 at 100
                    bids 1 at 99
                    priority lost
                amend alice #1 to 0.5
                    #1 amended, 0.5 left
                    alice has 50.601 and 49.599 held USD
                    bids 0.5 at 99
                    priority kept
                amend alice #1 to 0.6 at 98
                    #1 amended, 0.6 left
                    alice has 41.2824 and 58.9176 held USD
                    bids 0 at 99
                    bids 0.6 at 98
                    priority lost
                """);
    }
}
