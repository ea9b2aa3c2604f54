package com.rescaleequity.market.instrument;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A command for the trading core, written in the transaction that wants it. */
@Entity
@Table(name = "command_outbox")
public class OutboxCommand extends PanacheEntityBase {

    /** Dense from 1: the core applies each number once. */
    @Id public long number;

    /** The Command message of trading.proto. */
    public byte[] command = {};

    public long createdAt;
    public @Nullable Long sentAt;
}
