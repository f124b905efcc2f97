package dev.tollgate.engine.internal.admission;

/**
 * Reads the bodies of functions: that each instruction names only what there is, that blocks are closed and operands are
 * there, and how much work they make. A pass that rewrites the code may rely on it: no body reads or writes a local that
 * it does not have, and nothing stands behind its end.
 */
final class FunctionCheck implements InstructionReader.Visitor {
    private final IndexSpaces spaces;
    private final Reasons reasons;
    private final Effort effort;
    private final ControlStack control = new ControlStack();

    private BinaryReader in;
    private int locals;
    private long methodBytes;
    /** Of the instruction that is being read: what it names, how much it names, and where the last label leads. */
    private int named;
    private long counted;
    private long targets;
    private int label;
    private int blockParameters;
    private int blockResults;

    FunctionCheck(IndexSpaces spaces, Reasons reasons, Effort effort) {
        this.spaces = spaces;
        this.reasons = reasons;
        this.effort = effort;
    }

    void check(int function, BinaryReader body) {
        int type = spaces.functions.get(function);
        in = body;
        locals = spaces.types.parameters(type);
        reasons.check(Bound.FUNCTION_BYTES, body.remaining());
        if (body.remaining() > Bound.FUNCTION_BYTES.most() || !declareLocals()) {
            return;
        }
        control.reset(spaces.types.results(type));
        methodBytes = (long) MethodSize.LOCAL * locals;
        InstructionReader instructions = new InstructionReader(in, this);
        int deepest = 0;
        int highest = 0;
        while (control.depth() > 0) {
            targets = 0;
            Opcode opcode = instructions.next();
            apply(opcode);
            methodBytes += MethodSize.of(opcode);
            effort.instructions++;
            effort.steps++;
            deepest = Math.max(deepest, control.depth());
            highest = Math.max(highest, control.height());
        }
        in.finished();
        effort.method(function, methodBytes);
        reasons.check(Bound.DEPTH, deepest - 1L);
        reasons.check(Bound.OPERANDS, highest);
    }

    private boolean declareLocals() {
        long declared = 0;
        for (int group = in.count(2); group > 0; group--) {
            declared += in.u32();
            TypeReading.value(in, spaces, effort);
        }
        effort.locals += declared;
        reasons.check(Bound.LOCALS, locals + declared);
        locals += (int) Math.min(declared, Bound.LOCALS.most());
        return declared <= Bound.LOCALS.most();
    }

    @Override
    public void immediate(Immediate kind, long value, int at) {
        switch (kind) {
            case LOCAL -> IndexSpaces.below(locals, value, at, "local");
            case LABEL -> label(value, at);
            case FIELD -> IndexSpaces.below(spaces.types.fields(named), value, at, "field");
            case COUNT -> counted = value;
            case BLOCK_TYPE -> blockType(value, at);
            default -> {
                spaces.check(kind, value, at);
                name(kind, (int) value);
            }
        }
    }

    private void name(Immediate kind, int index) {
        switch (kind) {
            case FUNCTION -> named = spaces.functions.get(index);
            case TAG -> named = spaces.tags.get(index);
            case FUNCTION_TYPE, STRUCT_TYPE, ARRAY_TYPE -> named = index;
            case HEAP_TYPE -> {
                if (index >= 0) {
                    effort.references = true;
                    effort.steps += spaces.types.parts(index);
                }
                return;
            }
            default -> {
                return;
            }
        }
        effort.steps += spaces.types.parts(named);
    }

    private void label(long value, int at) {
        IndexSpaces.below(control.depth(), value, at, "label");
        label = (int) value;
        targets++;
        // The engine goes from block to block until it is there, and then through what the branch takes along.
        effort.steps += value + control.arity(label);
        effort.frames += locals + control.height();
        methodBytes += MethodSize.branch(control.height());
    }

    private void blockType(long value, int at) {
        blockParameters = 0;
        blockResults = 0;
        if (value < 0) {
            if (value != ValueTypes.EMPTY_BLOCK) {
                ValueTypes.check(value, at);
                blockResults = 1;
            }
            return;
        }
        if (ValueTypes.mistakenForValueType(value)) {
            throw new MalformedException(at, "the engine would take the block's type " + value
                    + " for a value type; give the type another index, or the block at most one result");
        }
        spaces.check(Immediate.FUNCTION_TYPE, value, at);
        blockParameters = spaces.types.parameters((int) value);
        if (blockParameters > 0) {
            throw new UnsupportedException(Feature.BLOCK_PARAMETERS);
        }
        blockResults = spaces.types.results((int) value);
        effort.steps += spaces.types.parts((int) value);
    }

    private void apply(Opcode opcode) {
        if (!opcode.varies()) {
            checkCount(opcode);
            control.pop(opcode.pops(), in);
            control.push(opcode.pushes());
            return;
        }
        switch (opcode.code()) {
            case Control.UNREACHABLE -> control.unreachable();
            case Control.BLOCK, Control.LOOP, Control.TRY_TABLE -> open(opcode);
            case Control.IF -> {
                control.pop(1, in);
                open(opcode);
            }
            case Control.ELSE -> {
                meet();
                control.otherwise(in);
            }
            case Control.END -> {
                meet();
                effort.steps += control.siblingsAtEnd();
                control.close(in);
            }
            case Control.STRUCT_NEW -> replace(spaces.types.fields(named), 1);
            case Control.ARRAY_NEW_FIXED -> {
                reasons.check(Bound.LITERAL_ELEMENTS, counted);
                effort.steps += counted;
                replace((int) Math.min(counted, Bound.LITERAL_ELEMENTS.most()), 1);
            }
            case Control.THROW -> {
                control.pop(spaces.types.parameters(named), in);
                control.unreachable();
            }
            case Control.THROW_REF -> {
                control.pop(1, in);
                control.unreachable();
            }
            case Control.CALL -> call(0, false);
            case Control.RETURN_CALL -> call(0, true);
            case Control.CALL_INDIRECT, Control.CALL_REF -> call(1, false);
            case Control.RETURN_CALL_INDIRECT, Control.RETURN_CALL_REF -> call(1, true);
            default -> branch(opcode.code());
        }
    }

    private void branch(int code) {
        switch (code) {
            case Control.RETURN -> {
                effort.steps += control.functionResults();
                control.pop(control.functionResults(), in);
                control.unreachable();
            }
            case Control.BR -> {
                control.pop(control.arity(label), in);
                control.unreachable();
            }
            case Control.BR_TABLE -> {
                reasons.check(Bound.TARGETS, targets);
                effort.targets += targets;
                control.pop(1, in);
                control.pop(control.arity(label), in);
                control.unreachable();
            }
            case Control.BR_IF -> {
                control.pop(1, in);
                replace(control.arity(label), control.arity(label));
            }
            case Control.BR_ON_NULL -> {
                control.pop(1, in);
                replace(control.arity(label), control.arity(label) + 1);
            }
            case Control.BR_ON_NON_NULL -> replace(Math.max(1, control.arity(label)), control.arity(label) - 1);
            default -> replace(Math.max(1, control.arity(label)), control.arity(label));
        }
    }

    private void checkCount(Opcode opcode) {
        if (opcode.immediates().contains(Immediate.VALUE_TYPES)) {
            reasons.check(Bound.SELECT_TYPES, counted);
            if (counted == 0) {
                throw in.malformed("a select of no type");
            }
        }
    }

    private void open(Opcode opcode) {
        if (opcode.code() == Control.TRY_TABLE) {
            reasons.check(Bound.CATCHES, counted);
            methodBytes += MethodSize.branch(control.height());
        }
        control.pop(blockParameters, in);
        control.open(opcode.code(), blockParameters, blockResults);
    }

    private void call(int reference, boolean last) {
        control.pop(reference, in);
        methodBytes += MethodSize.call(spaces.types.parameters(named), spaces.types.results(named));
        replace(spaces.types.parameters(named), spaces.types.results(named));
        if (last) {
            if (control.insideTry()) {
                reasons.uses(Feature.TAIL_CALL_IN_TRY);
            }
            control.unreachable();
        }
    }

    private void replace(int pops, int pushes) {
        control.pop(pops, in);
        control.push(Math.max(0, pushes));
    }

    /** Here the compiler must know what every local and operand is. */
    private void meet() {
        effort.frames += locals + control.height();
    }
}
