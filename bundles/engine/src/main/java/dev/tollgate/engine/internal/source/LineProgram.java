package dev.tollgate.engine.internal.source;

/** Runs a line number program (DWARF 5, section 6.2.5), which writes down rows. */
final class LineProgram {
    private final DwarfReader in;
    private final LineHeader header;
    private final SourceFiles files;
    private final LineRows rows;
    private final Steps steps;
    private final int codeSize;
    private long address;
    private long file = 1;
    private long line = 1;
    /** Where the present sequence begins; -1 before its first row. */
    private long first = -1;

    LineProgram(DwarfReader in, LineHeader header, SourceFiles files, LineRows rows, Steps steps, int codeSize) {
        this.in = in;
        this.header = header;
        this.files = files;
        this.rows = rows;
        this.steps = steps;
        this.codeSize = codeSize;
    }

    void run() {
        try {
            while (in.more()) {
                steps.take(1);
                int opcode = in.u8();
                if (opcode >= header.opcodeBase) {
                    special(opcode - header.opcodeBase);
                } else if (opcode == 0) {
                    extended(in.part(in.uleb()));
                } else {
                    standard(opcode);
                }
            }
        } finally {
            // A sequence without an end is of no use.
            rows.drop();
        }
    }

    private void special(int opcode) {
        advance(opcode / header.lineRange);
        line += header.lineBase + opcode % header.lineRange;
        row();
    }

    private void standard(int opcode) {
        switch (opcode) {
            case 1 -> row();
            case 2 -> advance(in.uleb());
            case 3 -> line += in.sleb();
            case 4 -> file = in.uleb();
            case 5, 12 -> in.uleb();
            case 6, 7, 10, 11 -> { }
            case 8 -> advance((255 - header.opcodeBase) / header.lineRange);
            case 9 -> address += in.u16();
            default -> {
                for (int left = header.operands(opcode); left > 0; left--) {
                    in.uleb();
                }
            }
        }
    }

    private void extended(DwarfReader operation) {
        switch (operation.u8()) {
            case 1 -> {
                end();
                address = 0;
                file = 1;
                line = 1;
                first = -1;
            }
            case 2 -> address = operation.unsigned(operation.left());
            default -> { }
        }
    }

    private void advance(long operations) {
        address += operations * header.leastAdvance;
    }

    private void row() {
        if (first < 0) {
            first = address;
        }
        if (inCode(first) && inCode(address)) {
            int shown = line > 0 && line <= Integer.MAX_VALUE ? (int) line : 0;
            rows.add((int) address, header.file(file, files), shown);
        }
    }

    /** The first byte of the code section is the number of functions: what a linker left out is said to be there, or far outside. */
    private boolean inCode(long at) {
        return at > 0 && at < codeSize;
    }

    private void end() {
        if (inCode(first) && address > 0 && address <= codeSize) {
            rows.end((int) address);
        } else {
            rows.drop();
        }
    }
}
