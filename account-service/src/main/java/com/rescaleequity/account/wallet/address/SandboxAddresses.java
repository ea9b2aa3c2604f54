package com.rescaleequity.account.wallet.address;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.validator.routines.checkdigit.CheckDigitException;
import org.apache.commons.validator.routines.checkdigit.IBANCheckDigit;

/**
 * Deposit addresses of the sandbox, each made of bytes that the caller derives: well formed and the
 * same every time, but nobody's. So there are none of networks with real money.
 */
public final class SandboxAddresses {

    /** Bytes that make an address. */
    public static final int BYTES = 32;

    /** Gibraltar gives a bank fifteen places for its account numbers; none of its banks is TEST. */
    private static final String BANK = "GI00TEST";

    private static final int CHECK_DIGITS_AT = 2;
    private static final int CHECK_DIGITS = 2;
    private static final int ACCOUNT_PLACES = 15;

    private SandboxAddresses() {}

    /**
     * The canonical address of a test network that belongs to these bytes; empty for other
     * networks.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public static Optional<String> of(String network, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("An address takes 32 bytes, not " + bytes.length);
        }
        return switch (network) {
            case AddressFormats.BITCOIN_TESTNET -> Optional.of(bitcoin(bytes));
            case AddressFormats.ETHEREUM_TESTNET, AddressFormats.SEPOLIA ->
                    Optional.of(EthereumFormat.of(Arrays.copyOf(bytes, EthereumFormat.BYTES)));
            case AddressFormats.SOLANA_TESTNET -> Optional.of(solana(bytes));
            case AddressFormats.SANDBOX_BANK -> Optional.of(iban(bytes));
            default -> Optional.empty();
        };
    }

    private static String bitcoin(byte[] bytes) {
        return SegwitAddress.ofKeyHash(
                BitcoinFormat.TEST.prefix(), Arrays.copyOf(bytes, SegwitAddress.KEY_HASH_BYTES));
    }

    private static String solana(byte[] bytes) {
        byte[] key = bytes.clone();
        while (!SolanaFormat.isKey(key)) {
            key[0]++;
        }
        return Base58.encode(key);
    }

    private static String iban(byte[] bytes) {
        BigInteger radix = BigInteger.valueOf(Character.MAX_RADIX);
        BigInteger number = new BigInteger(1, bytes).mod(radix.pow(ACCOUNT_PLACES));
        String digits = number.toString(Character.MAX_RADIX).toUpperCase(Locale.ROOT);
        String unchecked = BANK + "0".repeat(ACCOUNT_PLACES - digits.length()) + digits;
        try {
            return unchecked.substring(0, CHECK_DIGITS_AT)
                    + IBANCheckDigit.IBAN_CHECK_DIGIT.calculate(unchecked)
                    + unchecked.substring(CHECK_DIGITS_AT + CHECK_DIGITS);
        } catch (CheckDigitException e) {
            throw new IllegalStateException("An IBAN of letters and digits has check digits", e);
        }
    }
}
