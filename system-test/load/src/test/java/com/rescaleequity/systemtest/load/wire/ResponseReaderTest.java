package com.rescaleequity.systemtest.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nX-Request-Id: A\r\nContent-Length: 5\r\n\r\nhello";

    private final ResponseReader reader = new ResponseReader();

    @Test
    void anAnswerIsCompleteWithTheLastByteOfItsBodyHoweverItComes() throws IOException {
        for (int cut = 0; cut < ANSWER.length(); cut++) {
            assertThat(take(ANSWER.substring(0, cut))).isZero();
            assertThat(take(ANSWER.substring(cut))).isEqualTo(200);
            assertThat(text(reader.answer())).isEqualTo(ANSWER);
        }
    }

    @Test
    void anAnswerWithoutABodyIsComplete() throws IOException {
        assertThat(take("HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n")).isEqualTo(503);
    }

    @Test
    void ofALongAnswerTheBeginningIsKept() throws IOException {
        // Given
        String body = "x".repeat(50_000);
        String answer = "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;

        // When
        assertThat(take(answer.substring(0, 30_000))).isZero();
        assertThat(take(answer.substring(30_000, answer.length() - 1))).isZero();
        assertThat(take("x")).isEqualTo(200);

        // Then
        assertThat(answer).startsWith(text(reader.answer()));
        assertThat(take(ANSWER)).isEqualTo(200);
    }

    @Test
    void anAnswerTellsItsOrderAndItsCode() throws IOException {
        String placed = "{\"status\":\"success\",\"data\":{\"orderId\":\"1000231\",\"a\":1}}";
        String refused = "{\"status\":\"error\",\"error\":{\"code\":\"RATE_LIMITED\"}}";

        assertThat(answer(200, placed).orderId()).isEqualTo("1000231");
        assertThat(answer(429, refused).code()).isEqualTo("RATE_LIMITED");
        assertThat(answer(502, "<html>").code()).isEqualTo("502");
        assertThat(Answer.NONE.ok()).isFalse();
    }

    @Test
    void anAnswerThatDoesNotStateItsLengthIsAnError() {
        assertThatThrownBy(() -> take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isInstanceOf(IOException.class);
    }

    private Answer answer(int status, String body) throws IOException {
        String head =
                "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n".formatted(status, body.length());
        assertThat(take(head + body)).isEqualTo(status);
        return reader.answer();
    }

    private int take(String text) throws IOException {
        return reader.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(Answer answer) {
        return new String(answer.bytes(), 0, answer.length(), StandardCharsets.US_ASCII);
    }
}
