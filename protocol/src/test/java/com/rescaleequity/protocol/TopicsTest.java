package com.rescaleequity.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.Tick;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final Pattern NAME = Pattern.compile("\\{\"name\": \"([^\"]+)\"([^\\n]*)\\n");

    @Test
    void theTopicFileConfiguresEveryTopicOnce() throws IOException, IllegalAccessException {
        List<String> configured = new ArrayList<>();
        Matcher names = NAME.matcher(topicFile());
        while (names.find()) {
            configured.add(names.group(1));
        }
        List<String> named = new ArrayList<>();
        for (Field field : Topics.class.getFields()) {
            named.add((String) field.get(null));
        }

        assertThat(configured).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theLogsHaveOnePartitionAndAreKeptForEver() throws IOException {
        for (String topic : List.of(Topics.TRADING_COMMANDS, Topics.TRADING_EVENTS)) {
            assertThat(line(topic))
                    .contains(
                            "\"partitions\": 1",
                            "\"cleanup.policy\": \"delete\"",
                            "\"retention.ms\": \"-1\"",
                            "\"retention.bytes\": \"-1\"");
        }
        assertThat(line(Topics.TRADING_COMMANDS))
                .contains("\"message.timestamp.type\": \"LogAppendTime\"");
    }

    @Test
    void keysInstrumentsAndTheExchangeAreCompactedAndNeverDeleted() throws IOException {
        for (String topic :
                List.of(Topics.ACCOUNT_KEYS, Topics.MARKET_INSTRUMENTS, Topics.MARKET_EXCHANGE)) {
            assertThat(line(topic))
                    .contains("\"partitions\": 1", "\"cleanup.policy\": \"compact\"");
        }
    }

    @Test
    void anUnsetBodyOfACommandIsVisible() throws IOException {
        Command none = Command.parseFrom(new byte[0]);
        Command tick = Command.newBuilder().setTick(Tick.getDefaultInstance()).build();

        assertThat(none.getBodyCase()).isEqualTo(Command.BodyCase.BODY_NOT_SET);
        assertThat(Command.parseFrom(tick.toByteArray()).getBodyCase())
                .isEqualTo(Command.BodyCase.TICK);
    }

    @Test
    void valuesOfALaterVersionAreKeptAndRecognisable() throws IOException {
        Order later = Order.newBuilder().setStatusValue(99).build();

        Order read = Order.parseFrom(later.toByteArray());

        assertThat(read.getStatus()).isEqualTo(OrderStatus.UNRECOGNIZED);
        assertThat(read.getStatusValue()).isEqualTo(99);
    }

    @Test
    void fieldNumbersOfTheWireDoNotMove() {
        assertThat(EventFrame.FIRST_SEQUENCE_FIELD_NUMBER).isEqualTo(1);
        assertThat(EventFrame.EVENTS_FIELD_NUMBER).isEqualTo(6);
        assertThat(Command.PLACE_ORDER_FIELD_NUMBER).isEqualTo(10);
        assertThat(Command.TICK_FIELD_NUMBER).isEqualTo(14);
        assertThat(Event.ORDER_CHANGED_FIELD_NUMBER).isEqualTo(10);
        assertThat(Event.INSTRUMENT_SET_FIELD_NUMBER).isEqualTo(15);
        assertThat(Order.QUOTE_ASSET_FIELD_NUMBER).isEqualTo(27);
        assertThat(KeyRecord.LABEL_FIELD_NUMBER).isEqualTo(15);
        assertThat(Ticker.SEQUENCE_FIELD_NUMBER).isEqualTo(15);
    }

    private static String line(String topic) throws IOException {
        return topicFile()
                .lines()
                .filter(line -> line.contains("\"" + topic + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static String topicFile() throws IOException {
        try (InputStream file = Topics.class.getClassLoader().getResourceAsStream("topics.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
