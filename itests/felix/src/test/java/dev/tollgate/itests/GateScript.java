package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What the guest {@code gates} is to call, one function after the other, and what came of it. */
final class GateScript {
    /** What the guest got: the length of a result and the result, or an error number. */
    record Answer(long number, byte[] result) {
        String text() {
            return new String(result, UTF_8);
        }
    }

    private static final List<String> FUNCTIONS = List.of("0 kv.get", "1 kv.set", "2 kv.delete", "3 kv.increment", "4 kv.compare_and_set",
            "5 kv.list", "10 http.request", "20 db.query", "21 db.exec", "22 db.fetch", "23 db.close", "24 db.begin", "25 db.commit",
            "26 db.rollback", "30 config.get", "31 config.list", "32 secrets.get", "40 queue.enqueue", "50 host.config");

    private final ByteArrayOutputStream script = new ByteArrayOutputStream();

    /** A call; texts, bytes, ints and longs are its arguments. */
    GateScript call(String function, Object... arguments) {
        script.write(FUNCTIONS.stream().filter(each -> each.endsWith(" " + function)).map(each -> Integer.parseInt(each.split(" ")[0]))
                .findFirst().orElseThrow());
        for (Object argument : arguments) {
            if (argument instanceof Integer number) {
                script.writeBytes(bytes(4).putInt(number).array());
            } else if (argument instanceof Long number) {
                script.writeBytes(bytes(8).putLong(number).array());
            } else {
                byte[] content = argument instanceof byte[] raw ? raw : ((String) argument).getBytes(UTF_8);
                script.writeBytes(bytes(4).putInt(content.length).array());
                script.writeBytes(content);
            }
        }
        return this;
    }

    byte[] input() {
        return script.toByteArray();
    }

    static List<Answer> answers(byte[] output) {
        List<Answer> answers = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long number = rest.getLong();
            byte[] result = new byte[(int) Math.max(0, number)];
            rest.get(result);
            answers.add(new Answer(number, result));
        }
        return answers;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
