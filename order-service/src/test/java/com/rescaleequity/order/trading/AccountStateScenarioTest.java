package com.rescaleequity.order.trading;

import org.junit.jupiter.api.Test;

class AccountStateScenarioTest {

    @Test
    void suspendedAccountLosesItsOrdersAndItsTimerAndPlacesNone() {
        Scenario.play(
                """
                alice buys 2 at 99
                    #1 new, 2 left
                    bids 2 at 99
                alice sells 1 stop 90
                    #2 new, 1 left
                timer alice 10s
                    in 10000ms
                account alice SUSPENDED
                    #1 cancelled, 2 left ADMIN
                    bids 0 at 99
                    #2 cancelled, 1 left ADMIN
                alice buys 1 at 99
                    refused ACCOUNT_SUSPENDED
                test alice buys 1 at 99
                    refused ACCOUNT_SUSPENDED
                amend alice #1 to 1
                    refused ACCOUNT_SUSPENDED
                cancel alice #1
                    refused ORDER_NOT_OPEN
                restore
                alice buys 1 at 99
                    refused ACCOUNT_SUSPENDED
                bob buys 1 at 98
                    #3 new, 1 left
                    bids 1 at 98
                account alice ACTIVE
                alice buys 1 at 99
                    #4 new, 1 left
                    bids 1 at 99
                wait 20s
                """);
    }

    @Test
    void accountThatMayNotTradeKeepsItsOrdersAndMayOnlyTakeAway() {
        Scenario.play(
                """
                alice buys 3 at 99
                    #1 new, 3 left
                    bids 3 at 99
                account alice TRADING_DISABLED
                alice buys 1 at 98
                    refused TRADING_DISABLED
                amend alice #1 to 4
                    refused TRADING_DISABLED
                amend alice #1 at 98
                    refused TRADING_DISABLED
                amend alice #1 to 2
                    #1 amended, 2 left
                    bids 2 at 99
                    priority kept
                bob sells 1 at 99
                    #2 new, 1 left
                    trade 1 at 99
                    #2 fill as TAKER for 0.198, 0 left
                    #1 fill as MAKER for 0.099, 1 left
                    bids 1 at 99
                timer alice 10s
                    in 10000ms
                cancel alice #1
                    #1 cancelled, 1 left USER_REQUEST
                    bids 0 at 99
                """);
    }

    @Test
    void whatTheAccountsStateRefusedIsNotRemembered() {
        Scenario.play(
                """
                account alice TRADING_DISABLED
                key one alice buys 1 at 99
                    refused TRADING_DISABLED
                account alice SUSPENDED
                key two alice buys 1 at 98
                    refused ACCOUNT_SUSPENDED
                account alice ACTIVE
                key one alice buys 1 at 99
                    #1 new, 1 left
                    bids 1 at 99
                key one alice buys 1 at 99
                    as before #1
                key two alice buys 1 at 98
                    #2 new, 1 left
                    bids 1 at 98
                """);
    }
}
