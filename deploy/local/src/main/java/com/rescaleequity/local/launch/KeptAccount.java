package com.rescaleequity.local.launch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * An account of the local exchange with its first key.
 *
 * @param label what it is for
 * @param accountId its public id
 * @param apiKey the key as a client sends it
 * @param apiSecret what signatures are made with
 * @param scopes what the key may do
 */
@JsonPropertyOrder({"label", "accountId", "apiKey", "apiSecret", "scopes"})
public record KeptAccount(
        String label, String accountId, String apiKey, String apiSecret, List<String> scopes) {}
