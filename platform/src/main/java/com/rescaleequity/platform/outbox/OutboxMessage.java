package com.rescaleequity.platform.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A message on its way to Kafka; the relay numbers it when it is due and notes where it went. */
@Entity
@Table(name = "outbox_message")
public class OutboxMessage {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long messageId;

    /** The topic; numbers are dense within it. */
    public String outbox = "";

    /** Empty = the record has no key. */
    public String recordKey = "";

    public byte[] payload = new byte[0];

    /** Epoch ms before which it must not be sent. */
    public long notBefore;

    /** Epoch ms. */
    public long createdAt;
}
