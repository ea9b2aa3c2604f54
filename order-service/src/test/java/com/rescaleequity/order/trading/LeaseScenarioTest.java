package com.rescaleequity.order.trading;

import org.junit.jupiter.api.Test;

/** Orders that end with a connection, or with the server that held it. */
class LeaseScenarioTest {

    @Test
    void ordersEndWithTheirConnectionAndNoOther() {
        Scenario.play(
                """
                on one:1 alice buys 1 at 90
                    #1 new, 1 left
                    bids 1 at 90
                on one:2 alice buys 1 at 91
                    #2 new, 1 left
                    bids 1 at 91
                on two:1 alice buys 1 at 92
                    #3 new, 1 left
                    bids 1 at 92
                alice buys 1 at 93
                    #4 new, 1 left
                    bids 1 at 93
                end alice one:1
                    #1 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 90
                end alice one:1
                end bob one:2
                book
                    1 | 93
                    1 | 92
                    1 | 91
                """);
    }

    @Test
    void stopsAndBatchesAreTiedToo() {
        Scenario.play(
                """
                on one:1 batch alice buys 1 at 90, sells 1 stop 80
                    #1 new, 1 left
                    bids 1 at 90
                    #2 new, 1 left
                end alice one:1
                    #1 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 90
                    #2 cancelled, 1 left CANCEL_ON_DISCONNECT
                """);
    }

    @Test
    void ordersOfASilentServerEndAfterEightSeconds() {
        Scenario.play(
                """
                on one:1 alice buys 1 at 90
                    #1 new, 1 left
                    bids 1 at 90
                on one:2 bob buys 1 at 91
                    #2 new, 1 left
                    bids 1 at 91
                carol buys 1 at 92
                    #3 new, 1 left
                    bids 1 at 92
                wait 7997ms
                wait 1ms
                    #1 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 90
                    #2 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 91
                book
                    1 | 92
                """);
    }

    @Test
    void serverThatSpeaksKeepsItsOrders() {
        Scenario.play(
                """
                on one:1 alice buys 1 at 90
                    #1 new, 1 left
                    bids 1 at 90
                wait 7s
                alive one
                alive two
                wait 7998ms
                wait 1ms
                    #1 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 90
                alive one
                on one:1 alice buys 1 at 90
                    #2 new, 1 left
                    bids 1 at 90
                """);
    }

    @Test
    void leasesAreInSnapshots() {
        Scenario.play(
                """
                on one:1 alice buys 1 at 90
                    #1 new, 1 left
                    bids 1 at 90
                on two:7 alice buys 1 at 91
                    #2 new, 1 left
                    bids 1 at 91
                wait 4s
                restore
                alive two
                end alice two:6
                wait 4s
                    #1 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 90
                restore
                end alice two:7
                    #2 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 91
                """);
    }

    @Test
    void amendedAndPartlyFilledOrdersStayTied() {
        Scenario.play(
                """
                on one:1 alice buys 2 at 100
                    #1 new, 2 left
                    bids 2 at 100
                bob sells 1 at 100
                    #2 new, 1 left
                    trade 1 at 100
                    #2 fill as TAKER for 0.2, 0 left
                    #1 fill as MAKER for 0.1, 1 left
                    bids 1 at 100
                amend alice #1 at 99
                    #1 amended, 1 left
                    bids 0 at 100
                    bids 1 at 99
                    priority lost
                end alice one:1
                    #1 cancelled, 1 left CANCEL_ON_DISCONNECT
                    bids 0 at 99
                """);
    }

    @Test
    void whatEndedBeforeItsConnectionStaysAsItWas() {
        Scenario.play(
                """
                on one:1 alice buys 1 at 90
                    #1 new, 1 left
                    bids 1 at 90
                on one:1 alice buys 1 at 100 IOC
                    #2 new, 1 left
                    #2 expired, 1 left IOC_UNFILLED
                cancel alice #1
                    #1 cancelled, 1 left USER_REQUEST
                    bids 0 at 90
                wait 9s
                end alice one:1
                """);
    }
}
