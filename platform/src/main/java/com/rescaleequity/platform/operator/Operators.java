package com.rescaleequity.platform.operator;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.Operator.Role;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The operators of this exchange, from the file of {@code exchange.operators-file}: {@code
 * {"operators":[{"name":"anna","role":"operator","keySha256":"…"}]}}. The file holds hashes, never
 * keys. Without a file nobody is an operator; a file that cannot be read as a whole stops the
 * start.
 */
@Singleton
public class Operators {

    private static final String SETTING = "exchange.operators-file";
    private static final String BEARER = "Bearer ";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Map<String, Role> ROLES = roles();

    private final List<Entry> entries;

    public Operators(@ConfigProperty(name = SETTING) Optional<String> file) {
        entries = file.map(Operators::read).orElse(List.of());
    }

    private record Entry(Operator operator, byte[] keyHash) {

        @Override
        public String toString() {
            return "Entry[" + operator + "]";
        }
    }

    /** The operator whose key this is; every wrong key takes the same time. */
    Operator identify(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_REQUIRED, "Send Authorization: Bearer OPERATOR_KEY.");
        }
        byte[] presented = Signatures.keyHash(authorization.substring(BEARER.length()).strip());
        Operator found = null;
        for (Entry entry : entries) {
            // Every entry is compared, so that nothing tells which one was near.
            found = MessageDigest.isEqual(entry.keyHash, presented) ? entry.operator : found;
        }
        if (found == null) {
            throw new ApiException(ErrorCode.INVALID_API_KEY, "The operator key is not valid.");
        }
        return found;
    }

    private static List<Entry> read(String file) {
        try {
            return parse(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read %s: %s".formatted(SETTING, file), e);
        } catch (ApiException e) {
            throw new IllegalStateException(
                    "%s %s: %s".formatted(SETTING, file, e.getMessage()), e);
        }
    }

    private static List<Entry> parse(byte[] text) {
        Problems problems = new Problems();
        Fields file = Fields.ofBody(JsonReader.object(text), Set.of("operators"), problems);
        JsonValue given = file.value("operators");
        List<Entry> entries = new ArrayList<>();
        if (given instanceof JsonValue.Items(List<JsonValue> items)) {
            for (int i = 0; i < items.size(); i++) {
                Entry entry = entry(items.get(i), problems, "operators[" + i + "].");
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } else {
            file.problem("operators", ErrorCode.INVALID_PARAMETER, "must be a list.");
        }
        requireDistinct(entries, file);
        problems.throwIfAny();
        return List.copyOf(entries);
    }

    private static @Nullable Entry entry(JsonValue item, Problems problems, String path) {
        if (!(item instanceof JsonValue.Members members)) {
            problems.add(path, ErrorCode.INVALID_PARAMETER, "must be an object.");
            return null;
        }
        Fields fields = Fields.ofItem(members, Set.of("name", "role", "keySha256"), problems, path);
        String name = fields.requiredText("name");
        if (name != null && !NAME.matcher(name).matches()) {
            fields.problem("name", ErrorCode.INVALID_PARAMETER, "must match " + NAME + ".");
        }
        if (!fields.has("role")) {
            fields.problem("role", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        Role role = fields.choice("role", ROLES, ErrorCode.INVALID_PARAMETER);
        String hash = fields.requiredText("keySha256");
        if (hash != null && !HASH.matcher(hash).matches()) {
            fields.problem(
                    "keySha256",
                    ErrorCode.INVALID_PARAMETER,
                    "must be the SHA-256 of the key in 64 hexadecimal digits.");
            return null;
        }
        return name == null || role == null || hash == null
                ? null
                : new Entry(new Operator(name, role), HexFormat.of().parseHex(hash));
    }

    private static void requireDistinct(List<Entry> entries, Fields file) {
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            boolean name = seen.add(entry.operator.name());
            boolean key = seen.add(HexFormat.of().formatHex(entry.keyHash));
            if (!name || !key) {
                file.problem(
                        "operators",
                        ErrorCode.INVALID_PARAMETER,
                        "has a name or a key twice: " + entry.operator.name() + ".");
            }
        }
    }

    private static Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            roles.put(role.text(), role);
        }
        return roles;
    }
}
