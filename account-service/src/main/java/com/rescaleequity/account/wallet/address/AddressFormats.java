package com.rescaleequity.account.wallet.address;

import java.util.Map;
import java.util.Optional;

/** The formats, by the names that networks have in the list of assets. */
public final class AddressFormats {

    static final String BITCOIN_TESTNET = "bitcoin-testnet";
    static final String ETHEREUM_TESTNET = "ethereum-testnet";
    static final String SEPOLIA = "sepolia";
    static final String SOLANA_TESTNET = "solana-testnet";
    static final String SANDBOX_BANK = "sandbox-bank";

    private static final AddressFormat ETHEREUM = new EthereumFormat();
    private static final AddressFormat SOLANA = new SolanaFormat();
    private static final AddressFormat IBAN = new IbanFormat();

    private static final Map<String, AddressFormat> BY_NETWORK =
            Map.of(
                    "bitcoin",
                    BitcoinFormat.MAIN,
                    BITCOIN_TESTNET,
                    BitcoinFormat.TEST,
                    "ethereum",
                    ETHEREUM,
                    ETHEREUM_TESTNET,
                    ETHEREUM,
                    SEPOLIA,
                    ETHEREUM,
                    "solana",
                    SOLANA,
                    SOLANA_TESTNET,
                    SOLANA,
                    "bank",
                    IBAN,
                    SANDBOX_BANK,
                    IBAN);

    private AddressFormats() {}

    /** The format of a network; empty for one that is not known here. */
    public static Optional<AddressFormat> of(String network) {
        return Optional.ofNullable(BY_NETWORK.get(network));
    }
}
