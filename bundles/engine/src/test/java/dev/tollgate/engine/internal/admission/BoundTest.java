package dev.tollgate.engine.internal.admission;

import static dev.tollgate.engine.internal.admission.WasmBytes.CODE;
import static dev.tollgate.engine.internal.admission.WasmBytes.DATA;
import static dev.tollgate.engine.internal.admission.WasmBytes.ELEMENT;
import static dev.tollgate.engine.internal.admission.WasmBytes.EXPORT;
import static dev.tollgate.engine.internal.admission.WasmBytes.FUNCTION;
import static dev.tollgate.engine.internal.admission.WasmBytes.GLOBAL;
import static dev.tollgate.engine.internal.admission.WasmBytes.IMPORT;
import static dev.tollgate.engine.internal.admission.WasmBytes.MEMORY;
import static dev.tollgate.engine.internal.admission.WasmBytes.TABLE;
import static dev.tollgate.engine.internal.admission.WasmBytes.TAG;
import static dev.tollgate.engine.internal.admission.WasmBytes.TYPE;
import static dev.tollgate.engine.internal.admission.WasmBytes.functions;
import static dev.tollgate.engine.internal.admission.WasmBytes.locals;
import static dev.tollgate.engine.internal.admission.WasmBytes.module;
import static dev.tollgate.engine.internal.admission.WasmBytes.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each bound by its name: so many are taken, and one more is not. */
class BoundTest {
    private static final WasmBytes NO_TYPES = of(1, 0x60, 0, 0);

    @ParameterizedTest(name = "a module may have {0}, and no more")
    @EnumSource(mode = Mode.EXCLUDE, names = {"STEPS", "COMPARISON", "FRAMES", "JAVA_BYTES", "LARGE_FUNCTIONS",
        "REPEATED_JAVA_BYTES", "CANDIDATES"})
    void asManyAsTheBoundAreTakenAndOneMoreIsRefused(Bound bound) {
        int most = (int) bound.most();
        assertThat(reasons(counted(bound, most))).noneMatch(reason -> reason.contains("at most " + most + " are taken"));
        assertThat(reasons(counted(bound, most + 1))).anyMatch(reason -> reason.contains(bound.excess(most + 1L)));
    }

    @ParameterizedTest(name = "a module may cause {0}, and no more")
    @EnumSource(mode = Mode.INCLUDE, names = {"STEPS", "COMPARISON", "FRAMES", "JAVA_BYTES", "LARGE_FUNCTIONS",
        "REPEATED_JAVA_BYTES", "CANDIDATES"})
    void workThatASmallModuleWouldCauseIsRefused(Bound bound) {
        byte[] module = working(bound);
        assertThat(module).hasSizeLessThan(2 << 20);
        String allowed = bound.excess(0).substring("has 0".length());
        assertThat(reasons(module)).anyMatch(reason -> reason.contains(allowed));
    }

    @Test
    void everyBoundIsInTheDocumentationWithItsNumber() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("../../docs/ADMISSION.md"));
        for (Bound bound : Bound.values()) {
            assertThat(lines).as(bound.name()).anyMatch(line -> line.startsWith("| `" + bound + "` | "
                    + String.format("%,d", bound.most()) + " |"));
        }
    }

    private static List<String> reasons(byte[] module) {
        return new ModuleCheck(module).check();
    }

    private static byte[] counted(Bound bound, int n) {
        WasmBytes module = switch (bound) {
            case MODULE_BYTES -> new WasmBytes().repeat(n, 0);
            case CODE_BYTES -> one(CODE, of(1).u32(n - 5).repeat(n - 5, 0));
            case CUSTOM_BYTES -> module().section(0, new WasmBytes().repeat(n, 0));
            case CUSTOM_SECTIONS -> module().repeat(n, 0, 2, 1, 'n');
            case DATA_BYTES -> module().section(DATA, of(1, 1).u32(n).repeat(n, 0));
            case TYPES -> module().section(TYPE, new WasmBytes().u32(n).repeat(n, 0x60, 0, 0));
            case TYPE_PARTS -> {
                WasmBytes types = new WasmBytes().u32(n / 200 + 1);
                for (int i = 0; i < n / 200; i++) {
                    types.add(0x60).u32(200).repeat(200, 0x7f).add(0);
                }
                yield module().section(TYPE, types.add(0x60).u32(n % 200).repeat(n % 200, 0x7f).add(0));
            }
            case IMPORTS -> one(IMPORT, new WasmBytes().u32(n).repeat(n, 1, 'a', 1, 'b', 0, 0));
            case FUNCTIONS -> one(FUNCTION, new WasmBytes().u32(n).repeat(n, 0));
            case TABLES -> module().section(TABLE, of(n).repeat(n, 0x70, 0, 0));
            case MEMORIES -> module().section(MEMORY, of(n).repeat(n, 0, 0));
            case TAGS -> one(TAG, new WasmBytes().u32(n).repeat(n, 0, 0));
            case GLOBALS -> module().section(GLOBAL, new WasmBytes().u32(n).repeat(n, 0x7f, 0, 0x41, 0, 0x0b));
            case EXPORTS -> exports(n);
            case ELEMENT_SEGMENTS -> module().section(ELEMENT, new WasmBytes().u32(n).repeat(n, 3, 0, 0));
            case ELEMENTS -> module().section(TYPE, NO_TYPES).section(FUNCTION, of(1, 0))
                    .section(ELEMENT, of(1, 1, 0).u32(n).repeat(n, 0));
            case DATA_SEGMENTS -> module().section(DATA, new WasmBytes().u32(n).repeat(n, 1, 0));
            case NAME_BYTES -> module().section(0, new WasmBytes().name("n".repeat(n)));
            case DEBUG_NAMES -> named(names(n));
            case DEBUG_NAME_BYTES -> named(of(1, 0).name("n".repeat(n)));
            case PARAMETERS -> module().section(TYPE, of(1, 0x60).u32(n).repeat(n, 0x7f).add(0));
            case RESULTS -> module().section(TYPE, of(1, 0x60, 0).u32(n).repeat(n, 0x7f));
            case FIELDS -> module().section(TYPE, of(1, 0x5f).u32(n).repeat(n, 0x7f, 0));
            case SUPERTYPES -> module().section(TYPE, of(2, 0x50, 0, 0x60, 0, 0, 0x50, n).repeat(n, 0).add(0x60, 0, 0));
            case SUBTYPE_DEPTH -> {
                WasmBytes types = new WasmBytes().u32(n + 1).add(0x50, 0, 0x60, 0, 0);
                for (int i = 0; i < n; i++) {
                    types.add(0x50, 1).u32(i).add(0x60, 0, 0);
                }
                yield module().section(TYPE, types);
            }
            case MEMORY_PAGES -> module().section(MEMORY, of(1, 0).u32(n));
            case TABLE_ENTRIES -> module().section(TABLE, of(1, 0x70, 0).u32(n));
            default -> counted(n, bound);
        };
        return module.bytes();
    }

    /** What is counted in functions. */
    private static WasmBytes counted(int n, Bound bound) {
        return switch (bound) {
            case FUNCTION_BYTES -> body(of(0).repeat(n - 2, 1));
            case LOCALS -> body(locals(n));
            case ALL_LOCALS -> functions(n / 2_000 + 1, i -> locals(i == 0 ? n % 2_000 : 2_000).add(0x0b));
            case DEPTH -> body(of(0).repeat(n, 2, 0x40).repeat(n, 0x0b));
            case OPERANDS -> body(of(0).repeat(n, 0x41, 0).repeat(n, 0x1a));
            case LITERAL_ELEMENTS -> functions(of(2, 0x60, 0, 0, 0x5e, 0x7f, 1), 1,
                    i -> of(0, 0, 0xfb, 8, 1).u32(n).add(0x1a, 0x0b));
            case TARGETS -> body(of(0, 0x41, 0, 0x0e).u32(n - 1L).repeat(n, 0));
            case ALL_TARGETS -> functions(4, i -> of(0, 0x41, 0, 0x0e).u32((i == 0 ? n - 90_000 : 30_000) - 1L)
                    .repeat(i == 0 ? n - 90_000 : 30_000, 0).add(0x0b));
            case CATCHES -> body(of(0, 0x1f, 0x40).u32(n).repeat(n, 2, 0).add(0x0b));
            case SELECT_TYPES -> body(of(0, 0, 0x1c).u32(n).repeat(n, 0x7f).add(0x1a));
            case INSTRUCTIONS -> functions(n / 100_000, i -> of(0).repeat(i == 0 ? n % 100_000 + 99_999 : 99_999, 1).add(0x0b));
            default -> throw new IllegalArgumentException(bound.name());
        };
    }

    private static byte[] working(Bound bound) {
        WasmBytes module = switch (bound) {
            case STEPS -> body(of(0).repeat(40_000, 3, 0x40, 0x0b));
            case COMPARISON -> module().section(TYPE, towers(13));
            case CANDIDATES -> functions(new WasmBytes().u32(9_000).repeat(9_000, 0x60, 0, 0), 1_000, i -> of(0, 0x0b));
            case FRAMES -> functions(2, i -> locals(1_990).add(2, 0x40).repeat(15_000, 0x41, 0, 0x0d, 0).add(0x0b, 0x0b));
            case LARGE_FUNCTIONS -> functions(65, i -> of(0, 0x41, 0).repeat(5_500, 0x28, 2, 0).add(0x1a, 0x0b));
            case JAVA_BYTES -> unwinding(1, 2_200);
            case REPEATED_JAVA_BYTES -> unwinding(13, 70);
            default -> throw new IllegalArgumentException(bound.name());
        };
        return module.bytes();
    }

    /** Branches out of a block with two thousand operands on the stack. */
    private static WasmBytes unwinding(int functions, int branches) {
        return functions(functions, i -> of(0, 2, 0x40).repeat(2_000, 0x41, 0).repeat(branches, 0x41, 0, 0x0d, 0)
                .repeat(2_000, 0x1a).add(0x0b, 0x0b));
    }

    /** Two towers of structures, each with two fields of the type below. */
    static WasmBytes towers(int height) {
        WasmBytes types = new WasmBytes().u32(2L * height).add(0x5f, 0, 0x5f, 0);
        for (int type = 2; type < 2 * height; type++) {
            types.add(0x5f, 2, 0x63).s33(type - 2L).add(0, 0x63).s33(type - 2L).add(0);
        }
        return types;
    }

    private static WasmBytes one(int section, WasmBytes content) {
        WasmBytes module = module().section(TYPE, NO_TYPES);
        return section == CODE ? module.section(FUNCTION, of(1, 0)).section(CODE, content) : module.section(section, content);
    }

    private static WasmBytes exports(int count) {
        WasmBytes exports = new WasmBytes().u32(count);
        for (int i = 0; i < count; i++) {
            exports.name("m" + i).add(2, 0);
        }
        return module().section(MEMORY, of(1, 0, 0)).section(EXPORT, exports);
    }

    private static WasmBytes names(int count) {
        WasmBytes names = new WasmBytes().u32(count);
        for (int i = 0; i < count; i++) {
            names.u32(i).add(0);
        }
        return names;
    }

    private static WasmBytes named(WasmBytes functionNames) {
        return module().section(0, new WasmBytes().name("name").add(1).sized(functionNames));
    }

    private static WasmBytes body(WasmBytes withoutEnd) {
        return functions(1, i -> withoutEnd.add(0x0b));
    }
}
