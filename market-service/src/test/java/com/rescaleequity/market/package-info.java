/**
 * Tests of market-service against real Kafka and PostgreSQL. The trading core is played by {@link
 * com.rescaleequity.market.TradingLog}.
 */
package com.rescaleequity.market;
