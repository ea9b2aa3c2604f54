/**
 * A slow and plain exchange to compare the trading core with: lists, decimals, and a fresh search
 * for every question. It shares the commands, events and outcomes with the core, and nothing else.
 */
package com.rescaleequity.order.trading.reference;
