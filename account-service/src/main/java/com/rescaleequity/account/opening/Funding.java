package com.rescaleequity.account.opening;

import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.ledger.LedgerQueries;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Waits until an account can be used: its key known everywhere, its funds in the journal. */
@ApplicationScoped
public class Funding {

    private final Effect effect;
    private final LedgerQueries queries;

    public Funding(Effect effect, LedgerQueries queries) {
        this.effect = effect;
        this.queries = queries;
    }

    /** Whether something is still missing after five seconds; never fails. */
    Uni<Boolean> isPending(OpenedAccount account) {
        return effect.isPending(List.of(account.announcement()), account.moves())
                .chain(pending ->
                        pending || account.references().isEmpty()
                                ? Uni.createFrom().item(pending)
                                : queries.hasMoves(account.references())
                                        .map(all -> !all)
                                        .onFailure()
                                        .recoverWithItem(true));
    }
}
