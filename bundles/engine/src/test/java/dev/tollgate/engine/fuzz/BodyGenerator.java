package dev.tollgate.engine.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Writes the body of one function as a series of random steps, each more or less likely. */
final class BodyGenerator {
    /** Beyond this many bytes no blocks are opened any more. */
    private final int mostBytes;
    private final Code code;
    private final List<Runnable> steps = new ArrayList<>();

    BodyGenerator(Code code, int mostBytes) {
        this.code = code;
        this.mostBytes = mostBytes;
        plain();
        if (code.plan.hasMemory()) {
            memory();
        }
        table();
        CallSteps calls = new CallSteps(code);
        add(4, calls::direct);
        add(3, calls::indirect);
        add(1, calls::tail);
        control();
    }

    private void plain() {
        PlainSteps plain = new PlainSteps(code);
        add(12, plain::push);
        add(30, plain::operator);
        add(8, plain::writeLocal);
        add(4, plain::writeGlobal);
        add(4, plain::select);
        add(3, plain::drop);
        add(1, plain::nop);
    }

    private void memory() {
        MemorySteps memory = new MemorySteps(code);
        add(8, memory::load);
        add(8, memory::store);
        add(2, memory::bulk);
        add(1, memory::size);
        add(1, memory::grow);
        if (code.chance(0.3)) {
            add(1, memory::dropData);
        }
    }

    private void table() {
        TableSteps table = new TableSteps(code);
        List<Runnable> all = List.of(table::get, table::set, table::size, table::grow, table::fill, table::bulk, table::isNull);
        all.forEach(step -> add(1, step));
        if (code.chance(0.3)) {
            add(1, table::dropElements);
        }
    }

    private void control() {
        ControlSteps control = new ControlSteps(code, this::write);
        add(5, control::block);
        add(5, control::loop);
        add(7, control::condition);
        add(5, control::branchIf);
        add(2, control::branch);
        add(2, control::table);
        add(2, control::leaveFunction);
        add(2, control::unreachable);
    }

    private void add(int weight, Runnable step) {
        for (int i = 0; i < weight; i++) {
            steps.add(step);
        }
    }

    void write(int count) {
        for (int i = 0; i < count && code.size() < mostBytes; i++) {
            code.one(steps).run();
            if (code.dead() && code.chance(0.4)) {
                return;
            }
        }
    }
}
