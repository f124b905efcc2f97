package dev.tollgate.examples.texttools;

/** The one thing about JSON that is easy to get wrong: text in quotes. */
final class Json {
    private Json() {}

    static void quote(StringBuilder json, String text) {
        json.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(hex(c >> 4)).append(hex(c & 15));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static char hex(int digit) {
        return "0123456789abcdef".charAt(digit);
    }
}
