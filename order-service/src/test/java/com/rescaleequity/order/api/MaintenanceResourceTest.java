package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.platform.testing.TestMaintenance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Orders while the operators have put the exchange into maintenance. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class MaintenanceResourceTest {

    @Inject Maintenance maintenance;

    @Test
    void nothingIsDoneUntilItEnds() {
        // Given
        TestCommands.listInstruments();
        TestKey owner = account();
        String resting = id(createOrder(owner, limit("buy", "0.1", "50000")));

        try (TestMaintenance closed = new TestMaintenance(maintenance)) {
            // Then
            post(owner, "/create", limit("buy", "0.1", "50000"))
                    .statusCode(503)
                    .body("error.message", equalTo(closed.message()))
                    .body("error.details.maintenance", equalTo(true));
            post(owner, "/cancel", "{'orderId':'" + resting + "'}").statusCode(503);
            get(owner, "/" + resting).statusCode(503);
        }
        // Then
        get(owner, "/" + resting).statusCode(200).body("data.status", equalTo("active"));
        leaveNothing(owner);
    }
}
