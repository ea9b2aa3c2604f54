package com.rescaleequity.market.instrument;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.protocol.trading.Instrument;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * An instrument as the operator wants it. What is in force is what the trading core answers; the
 * way there is the outbox.
 */
@Entity
@Table(name = "instrument")
public class ListedInstrument extends PanacheEntityBase {

    @Id public String symbol = "";

    /** The message that tells the core. */
    public byte[] instrument = {};

    /** The row of an instrument. */
    static ListedInstrument of(Instrument wanted) {
        ListedInstrument row = new ListedInstrument();
        row.symbol = wanted.getSymbol();
        row.instrument = wanted.toByteArray();
        return row;
    }

    /** The instrument of this row. */
    Instrument wanted() {
        try {
            return Instrument.parseFrom(instrument);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Instrument " + symbol + " is unreadable", e);
        }
    }
}
