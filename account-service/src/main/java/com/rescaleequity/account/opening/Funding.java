package com.rescaleequity.account.opening;

import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.platform.errors.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Waits until moves of funds are in the journal. */
@ApplicationScoped
public class Funding {

    private final Ledger ledger;
    private final LedgerQueries queries;

    public Funding(Ledger ledger, LedgerQueries queries) {
        this.ledger = ledger;
        this.queries = queries;
    }

    /** Completes when the journal has the moves; fails when the core refused one of them. */
    Uni<Void> await(long commandOffset, List<String> references, Duration patience) {
        if (references.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return ledger.covers(commandOffset, patience)
                .chain(() -> queries.hasMoves(references))
                .invoke(all -> {
                    if (!all) {
                        throw ApiException.unavailable("Funds were not accepted; retry.", 2000);
                    }
                })
                .replaceWithVoid();
    }
}
