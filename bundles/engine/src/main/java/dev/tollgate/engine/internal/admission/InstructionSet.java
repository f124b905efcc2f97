package dev.tollgate.engine.internal.admission;

import java.util.Arrays;
import java.util.List;

/**
 * Every instruction that is taken: WebAssembly 3.0 without SIMD, threads and 64-bit memories. Each line is the first
 * opcode, what it takes and leaves on the stack, its immediates, and the names of that opcode and the ones after it.
 */
public final class InstructionSet {
    private static final String TABLE = """
            00 *   -                unreachable
            01 0>0 -                nop
            02 *   BLOCK_TYPE       block loop if
            05 *   -                else
            08 *   TAG              throw
            0A *   -                throw_ref
            0B *   -                end
            0C *   LABEL            br br_if
            0E *   LABEL_TABLE      br_table
            0F *   -                return
            10 *   FUNCTION         call
            11 *   FUNCTION_TYPE,TABLE call_indirect
            12 *   FUNCTION         return_call
            13 *   FUNCTION_TYPE,TABLE return_call_indirect
            14 *   FUNCTION_TYPE    call_ref return_call_ref
            1A 1>0 -                drop
            1B 3>1 -                select
            1C 3>1 VALUE_TYPES      select
            1F *   BLOCK_TYPE,CATCHES try_table
            20 0>1 LOCAL            local.get
            21 1>0 LOCAL            local.set
            22 1>1 LOCAL            local.tee
            23 0>1 GLOBAL           global.get
            24 1>0 GLOBAL           global.set
            25 1>1 TABLE            table.get
            26 2>0 TABLE            table.set
            28 1>1 MEMORY_ARGUMENT  i32.load i64.load f32.load f64.load i32.load8_s i32.load8_u i32.load16_s i32.load16_u
            30 1>1 MEMORY_ARGUMENT  i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u
            36 2>0 MEMORY_ARGUMENT  i32.store i64.store f32.store f64.store i32.store8 i32.store16
            3C 2>0 MEMORY_ARGUMENT  i64.store8 i64.store16 i64.store32
            3F 0>1 MEMORY           memory.size
            40 1>1 MEMORY           memory.grow
            41 0>1 INT32            i32.const
            42 0>1 INT64            i64.const
            43 0>1 FLOAT32          f32.const
            44 0>1 FLOAT64          f64.const
            45 1>1 -                i32.eqz
            46 2>1 - i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u
            50 1>1 -                i64.eqz
            51 2>1 - i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u i64.ge_s i64.ge_u
            5B 2>1 - f32.eq f32.ne f32.lt f32.gt f32.le f32.ge f64.eq f64.ne f64.lt f64.gt f64.le f64.ge
            67 1>1 -                i32.clz i32.ctz i32.popcnt
            6A 2>1 - i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor
            74 2>1 -                i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr
            79 1>1 -                i64.clz i64.ctz i64.popcnt
            7C 2>1 - i64.add i64.sub i64.mul i64.div_s i64.div_u i64.rem_s i64.rem_u i64.and i64.or i64.xor
            86 2>1 -                i64.shl i64.shr_s i64.shr_u i64.rotl i64.rotr
            8B 1>1 -                f32.abs f32.neg f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt
            92 2>1 -                f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign
            99 1>1 -                f64.abs f64.neg f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt
            A0 2>1 -                f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign
            A7 1>1 - i32.wrap_i64 i32.trunc_f32_s i32.trunc_f32_u i32.trunc_f64_s i32.trunc_f64_u
            AC 1>1 - i64.extend_i32_s i64.extend_i32_u i64.trunc_f32_s i64.trunc_f32_u i64.trunc_f64_s i64.trunc_f64_u
            B2 1>1 - f32.convert_i32_s f32.convert_i32_u f32.convert_i64_s f32.convert_i64_u f32.demote_f64
            B7 1>1 - f64.convert_i32_s f64.convert_i32_u f64.convert_i64_s f64.convert_i64_u f64.promote_f32
            BC 1>1 - i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64
            C0 1>1 - i32.extend8_s i32.extend16_s i64.extend8_s i64.extend16_s i64.extend32_s
            D0 0>1 HEAP_TYPE        ref.null
            D1 1>1 -                ref.is_null
            D2 0>1 FUNCTION         ref.func
            D3 2>1 -                ref.eq
            D4 1>1 -                ref.as_non_null
            D5 *   LABEL            br_on_null br_on_non_null
            FB00 * STRUCT_TYPE      struct.new
            FB01 0>1 STRUCT_TYPE    struct.new_default
            FB02 1>1 STRUCT_TYPE,FIELD struct.get struct.get_s struct.get_u
            FB05 2>0 STRUCT_TYPE,FIELD struct.set
            FB06 2>1 ARRAY_TYPE     array.new
            FB07 1>1 ARRAY_TYPE     array.new_default
            FB08 * ARRAY_TYPE,COUNT array.new_fixed
            FB09 2>1 ARRAY_TYPE,DATA array.new_data
            FB0A 2>1 ARRAY_TYPE,ELEMENT array.new_elem
            FB0B 2>1 ARRAY_TYPE     array.get array.get_s array.get_u
            FB0E 3>0 ARRAY_TYPE     array.set
            FB0F 1>1 -              array.len
            FB10 4>0 ARRAY_TYPE     array.fill
            FB11 5>0 ARRAY_TYPE,ARRAY_TYPE array.copy
            FB12 4>0 ARRAY_TYPE,DATA array.init_data
            FB13 4>0 ARRAY_TYPE,ELEMENT array.init_elem
            FB14 1>1 HEAP_TYPE      ref.test ref.test ref.cast ref.cast
            FB18 * CAST_FLAGS,LABEL,HEAP_TYPE,HEAP_TYPE br_on_cast br_on_cast_fail
            FB1A 1>1 -              any.convert_extern extern.convert_any ref.i31 i31.get_s i31.get_u
            FC00 1>1 - i32.trunc_sat_f32_s i32.trunc_sat_f32_u i32.trunc_sat_f64_s i32.trunc_sat_f64_u
            FC04 1>1 - i64.trunc_sat_f32_s i64.trunc_sat_f32_u i64.trunc_sat_f64_s i64.trunc_sat_f64_u
            FC08 3>0 DATA,MEMORY    memory.init
            FC09 0>0 DATA           data.drop
            FC0A 3>0 MEMORY,MEMORY  memory.copy
            FC0B 3>0 MEMORY         memory.fill
            FC0C 3>0 ELEMENT,TABLE  table.init
            FC0D 0>0 ELEMENT        elem.drop
            FC0E 3>0 TABLE,TABLE    table.copy
            FC0F 2>1 TABLE          table.grow
            FC10 0>1 TABLE          table.size
            FC11 3>0 TABLE          table.fill
            """;
    private static final int GC_PREFIX = 0xFB;
    private static final int MISC_PREFIX = 0xFC;
    private static final Opcode[] PLAIN = new Opcode[256];
    private static final Opcode[] GC = new Opcode[32];
    private static final Opcode[] MISC = new Opcode[32];

    static {
        TABLE.lines().forEach(InstructionSet::define);
    }

    private InstructionSet() {
    }

    /** The instruction with this code, or null when there is none that is taken. */
    public static Opcode of(int code) {
        if (code < PLAIN.length) {
            return PLAIN[code];
        }
        Opcode[] page = page(code);
        int number = code & 0xff;
        return page != null && number < page.length ? page[number] : null;
    }

    private static Opcode[] page(int code) {
        return switch (code >> 8) {
            case GC_PREFIX -> GC;
            case MISC_PREFIX -> MISC;
            default -> null;
        };
    }

    static boolean prefix(int first) {
        return first == GC_PREFIX || first == MISC_PREFIX;
    }

    private static void define(String line) {
        String[] words = line.split(" +");
        int first = Integer.parseInt(words[0], 16);
        int pops = words[1].equals("*") ? Opcode.VARIES : words[1].charAt(0) - '0';
        int pushes = words[1].equals("*") ? Opcode.VARIES : words[1].charAt(2) - '0';
        List<Immediate> immediates = words[2].equals("-") ? List.of()
                : Arrays.stream(words[2].split(",")).map(Immediate::valueOf).toList();
        for (int i = 3; i < words.length; i++) {
            int code = first + i - 3;
            Opcode opcode = new Opcode(code, words[i], pops, pushes, immediates);
            if (code < PLAIN.length) {
                PLAIN[code] = opcode;
            } else {
                page(code)[code & 0xff] = opcode;
            }
        }
    }
}
