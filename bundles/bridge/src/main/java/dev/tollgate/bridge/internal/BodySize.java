package dev.tollgate.bridge.internal;

/** The most bytes of a job's body. */
record BodySize(int most) {
    BodySize {
        if (most < 1 || most > BridgeSettings.LARGEST_BODY) {
            throw new IllegalArgumentException("configuration " + BridgeSettings.PID + ": most.body.bytes is " + most
                    + ", allowed is a whole number from 1 to " + BridgeSettings.LARGEST_BODY);
        }
    }

    boolean exceededBy(byte[] body) {
        return body.length > most;
    }

    String refusal(byte[] body) {
        return "a job's body of " + body.length + " bytes; at most " + most + " are taken";
    }
}
