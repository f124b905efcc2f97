package dev.tollgate.benchmarks.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** V8 within node: native code without metering. A call is a line to the process and one back, some hundredths of a millisecond. */
final class V8 implements Backend {
    private static final String SCRIPT = """
            const lines = require('readline').createInterface({input: process.stdin})
            let exported
            lines.on('line', line => {
              if (!exported) {
                exported = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(line, 'hex'))).exports
                if (exported._initialize) exported._initialize()
                return
              }
              const [name, ...args] = line.split(' ')
              console.log(exported[name](...args.map(Number)))
            })
            """;

    @Override
    public Program load(byte[] wasm) throws IOException {
        Process node = new ProcessBuilder("node", "-e", SCRIPT).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::destroy));
        PrintStream out = new PrintStream(node.getOutputStream(), true, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.US_ASCII));
        out.println(HexFormat.of().formatHex(wasm));
        return (export, arguments) -> {
            out.println(export + " " + Arrays.stream(arguments).mapToObj(Long::toString).collect(Collectors.joining(" ")));
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("node ended");
            }
            return Long.parseLong(answer);
        };
    }
}
