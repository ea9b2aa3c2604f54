package com.rescaleequity.local.launch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The accounts that the launcher made, with their keys. The exchange itself cannot tell a key
 * again, so they are kept in a private file, and stay the same over restarts.
 */
final class KeptAccounts {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Set<String> PUBLISHED = Set.of("demo", "maker");

    /** Makes an account that is not there yet. */
    interface Maker {
        KeptAccount make(AccountPlan plan) throws IOException, InterruptedException;
    }

    private final Path file;
    private final List<KeptAccount> accounts;

    private KeptAccounts(Path file, List<KeptAccount> accounts) {
        this.file = file;
        this.accounts = accounts;
    }

    static KeptAccounts in(Path file) throws IOException {
        List<KeptAccount> accounts = new ArrayList<>();
        if (Files.exists(file)) {
            accounts.addAll(
                    JSON.readValue(
                            Files.readString(file), new TypeReference<List<KeptAccount>>() {}));
        }
        return new KeptAccounts(file, accounts);
    }

    /** The account with the plan's label, which is made and written down if it is new. */
    synchronized KeptAccount ensure(AccountPlan plan, Maker maker)
            throws IOException, InterruptedException {
        for (KeptAccount account : accounts) {
            if (account.label().equals(plan.label())) {
                return account;
            }
        }
        KeptAccount made = maker.make(plan);
        accounts.add(made);
        PrivateFile.write(file, JSON.writeValueAsString(accounts));
        return made;
    }

    /** Those that have been made, in their order. */
    synchronized List<KeptAccount> all() {
        return List.copyOf(accounts);
    }

    /** Writes the file from which people and programs take addresses and keys. */
    synchronized void writeCredentials(Path target, String restUrl, String streamUrl)
            throws IOException {
        ObjectNode content = JSON.createObjectNode();
        content.put("restUrl", restUrl);
        content.put("streamUrl", streamUrl);
        content.set(
                "accounts",
                JSON.valueToTree(
                        accounts.stream().filter(a -> PUBLISHED.contains(a.label())).toList()));
        PrivateFile.write(target, JSON.writeValueAsString(content) + "\n");
    }
}
