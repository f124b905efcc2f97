package dev.tollgate.abi.schema;

/** A text is no JSON Schema that payloads can be checked against; the message says why. */
public final class SchemaRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public SchemaRefusedException(String message) {
        super(message);
    }
}
