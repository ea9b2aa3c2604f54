package com.rescaleequity.systemtest.load;

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
        }
    }

    @Test
    void anAnswerWithoutABodyIsComplete() throws IOException {
        assertThat(take("HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n")).isEqualTo(503);
    }

    @Test
    void anAnswerThatDoesNotStateItsLengthIsAnError() {
        assertThatThrownBy(() -> take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isInstanceOf(IOException.class);
    }

    private int take(String text) throws IOException {
        return reader.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
