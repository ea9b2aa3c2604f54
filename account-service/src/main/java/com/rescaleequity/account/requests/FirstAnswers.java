package com.rescaleequity.account.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.errors.ApiException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first answers of named calls, in the database with what the calls did. Two calls of one name
 * at once wait for each other, and the second is answered as the first. How long each is kept is
 * its name's affair; of each owner's day the newest ten thousand. They are stored wrapped, since
 * some hold secrets.
 */
@ApplicationScoped
public class FirstAnswers {

    private static final Logger LOG = Logger.getLogger(FirstAnswers.class);
    private static final long KEPT_MILLIS = Duration.ofDays(1).toMillis();
    private static final int KEPT_OF_ONE = 10_000;

    private static final String CLAIM =
            """
            INSERT INTO first_answer (owner, request, fingerprint, answer, created_at, kept)
            VALUES (:owner, :request, decode(:fingerprint, 'hex'), decode('', 'hex'), :now, :kept)
            ON CONFLICT (owner, request) DO UPDATE SET fingerprint = excluded.fingerprint,
                answer = excluded.answer, created_at = excluded.created_at
            WHERE first_answer.kept = 'day' AND first_answer.created_at < :expired\
            """;
    private static final String KEEP =
            """
            UPDATE first_answer SET answer = decode(:answer, 'base64')
            WHERE owner = :owner AND request = :request\
            """;
    private static final String FIND =
            """
            SELECT encode(fingerprint, 'hex') || ' ' || encode(answer, 'base64')
            FROM first_answer WHERE owner = :owner AND request = :request\
            """;
    private static final String DROP =
            """
            DELETE FROM first_answer WHERE kept = 'day' AND (created_at < :expired
                OR (owner, request) IN (SELECT owner, request FROM (
                    SELECT owner, request, row_number() OVER (
                        PARTITION BY owner ORDER BY created_at DESC) AS place
                    FROM first_answer WHERE kept = 'day') counted WHERE place > :most))\
            """;
    private static final String BLANK =
            """
            UPDATE first_answer SET answer = decode('', 'hex')
            WHERE kept = 'name' AND created_at < :expired AND answer <> decode('', 'hex')\
            """;

    private static final String OLD =
            """
            SELECT length(owner) || ' ' || owner || request || ' ' || encode(answer, 'hex')
            FROM first_answer WHERE answer <> decode('', 'hex')
                AND substring(answer FROM 2 FOR 4) <> decode(:newest, 'hex')\
            """;

    private final ObjectMapper mapper = new ObjectMapper();
    private final SecretVault vault;
    private final Clock clock;

    public FirstAnswers(SecretVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What a call did.
     *
     * @param repeated whether this was done by an earlier call of the same name
     */
    public record Answer<T>(T value, boolean repeated) {}

    /**
     * Does the work unless a call of this name has done it. Part of the caller's transaction.
     *
     * @param request null when the caller gave no name: then it is simply done
     * @param type a record that JSON can carry
     * @throws ApiException when the name stands for another call
     */
    public <T> Uni<Answer<T>> once(
            @Nullable NamedRequest request, Class<T> type, Supplier<Uni<T>> work) {
        if (request == null) {
            return work.get().map(done -> new Answer<>(done, false));
        }
        return Panache.getSession().chain(session -> once(session, request, type, work));
    }

    /**
     * The same for a call with several names, of which each stands for it.
     *
     * @param requests at least one
     */
    public <T> Uni<Answer<T>> once(
            List<NamedRequest> requests, Class<T> type, Supplier<Uni<T>> work) {
        NamedRequest first = requests.getFirst();
        if (requests.size() == 1) {
            return once(first, type, work);
        }
        AtomicBoolean repeated = new AtomicBoolean();
        Supplier<Uni<T>> rest =
                () ->
                        once(requests.subList(1, requests.size()), type, work)
                                .invoke(answer -> repeated.set(answer.repeated()))
                                .map(Answer::value);
        return once(first, type, rest)
                .map(answer -> new Answer<>(answer.value(), answer.repeated() || repeated.get()));
    }

    private <T> Uni<Answer<T>> once(
            Mutiny.Session session, NamedRequest request, Class<T> type, Supplier<Uni<T>> work) {
        long now = clock.millis();
        return named(session.createNativeQuery(CLAIM), request)
                .setParameter("fingerprint", HexFormat.of().formatHex(request.fingerprint()))
                .setParameter("now", now)
                .setParameter("expired", now - KEPT_MILLIS)
                .setParameter("kept", request.kept().text())
                .executeUpdate()
                .chain(claimed ->
                        claimed == 0
                                ? repeat(session, request, type)
                                : work.get()
                                        .call(done -> keep(session, request, done))
                                        .map(done -> new Answer<>(done, false)));
    }

    private <T> Uni<Void> keep(Mutiny.Session session, NamedRequest request, T done) {
        try {
            byte[] wrapped = vault.wrap(mapper.writeValueAsString(done), subject(request), 0);
            return session.flush()
                    .chain(() ->
                            named(session.createNativeQuery(KEEP), request)
                                    .setParameter(
                                            "answer", Base64.getEncoder().encodeToString(wrapped))
                                    .executeUpdate())
                    .replaceWithVoid();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer is no JSON", e);
        }
    }

    private <T> Uni<Answer<T>> repeat(Mutiny.Session session, NamedRequest request, Class<T> type) {
        return named(session.createNativeQuery(FIND, String.class), request)
                .getSingleResult()
                .map(row -> {
                    int gap = row.indexOf(' ');
                    String fingerprint = HexFormat.of().formatHex(request.fingerprint());
                    if (!row.substring(0, gap).equals(fingerprint)) {
                        throw new ApiException(
                                request.reuse(), "This name stood for another request.");
                    }
                    byte[] wrapped = Base64.getMimeDecoder().decode(row.substring(gap + 1));
                    if (wrapped.length == 0) {
                        throw new ApiException(
                                request.reuse(), "It was done; its answer is kept no longer.");
                    }
                    return new Answer<>(read(wrapped, request, type), true);
                });
    }

    private <T> T read(byte[] wrapped, NamedRequest request, Class<T> type) {
        try {
            byte[] text = vault.unwrap(wrapped, subject(request), 0);
            return mapper.readValue(new String(text, StandardCharsets.UTF_8), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept answer cannot be read", e);
        }
    }

    /** Drops what is kept no longer: names with their answers, or the answers alone. */
    public Uni<Void> dropOld() {
        long expired = clock.millis() - KEPT_MILLIS;
        return Panache.withTransaction(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(DROP)
                                        .setParameter("expired", expired)
                                        .setParameter("most", KEPT_OF_ONE)
                                        .executeUpdate()
                                        .chain(() ->
                                                session.createNativeQuery(BLANK)
                                                        .setParameter("expired", expired)
                                                        .executeUpdate()))
                        .replaceWithVoid());
    }

    /**
     * How many of some things were done.
     *
     * @param failed what could not be done, each told in the log
     */
    public record Counts(int done, int failed) {

        /** Does a thing after the other; one that fails keeps nothing from the others. */
        public static Uni<Counts> of(List<String> things, Function<String, Uni<?>> work) {
            return Multi.createFrom()
                    .iterable(things)
                    .onItem()
                    .transformToUniAndConcatenate(thing ->
                            Uni.createFrom()
                                    .deferred(() -> work.apply(thing).replaceWith(true))
                                    .onFailure()
                                    .invoke(e -> LOG.error("It cannot be wrapped again", e))
                                    .onFailure()
                                    .recoverWithItem(false))
                    .collect()
                    .asList()
                    .map(all -> {
                        int done = (int) all.stream().filter(did -> did).count();
                        return new Counts(done, all.size() - done);
                    });
        }
    }

    /** Wraps answers again that are not under the newest wrapping key. */
    public Uni<Counts> rewrapAll() {
        String newest = HexFormat.of().formatHex(vault.newestKeyId());
        return Panache.withSession(() ->
                        Panache.getSession()
                                .chain(session ->
                                        session.createNativeQuery(OLD, String.class)
                                                .setParameter("newest", newest)
                                                .getResultList()))
                .chain(rows ->
                        Counts.of(
                                rows,
                                row ->
                                        Panache.withTransaction(() ->
                                                Panache.getSession()
                                                        .chain(session -> rewrap(session, row)))));
    }

    private Uni<Integer> rewrap(Mutiny.Session session, String row) {
        int gap = row.indexOf(' ');
        int name = gap + 1 + Integer.parseInt(row.substring(0, gap));
        int answer = row.lastIndexOf(' ');
        String owner = row.substring(gap + 1, name);
        String request = row.substring(name, answer);
        String subject = subject(owner, request);
        byte[] text = vault.unwrap(HexFormat.of().parseHex(row.substring(answer + 1)), subject, 0);
        byte[] wrapped = vault.wrap(new String(text, StandardCharsets.UTF_8), subject, 0);
        return session.createNativeQuery(KEEP)
                .setParameter("answer", Base64.getEncoder().encodeToString(wrapped))
                .setParameter("owner", owner)
                .setParameter("request", request)
                .executeUpdate();
    }

    private static String subject(NamedRequest request) {
        return subject(request.owner(), request.name());
    }

    private static String subject(String owner, String name) {
        return owner + ' ' + name;
    }

    private static <Q extends Mutiny.AbstractQuery> Q named(Q query, NamedRequest request) {
        query.setParameter("owner", request.owner());
        query.setParameter("request", request.name());
        return query;
    }
}
