package dev.tollgate.engine.internal.backend;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/** The functions in a class file and the length of their methods, read as chapter 4 of the JVM's specification lays them out. */
final class CompiledMethods {
    static final String FUNCTION = "func_";

    private static final String CODE = "Code";
    private static final int MEMBER_HEADER = 8;
    private static final int ATTRIBUTE_HEADER = 6;

    private final ClassReader file;
    private final char[] buffer;
    private final Set<Integer> huge = new TreeSet<>();
    private int at;

    private CompiledMethods(byte[] file) {
        this.file = new ClassReader(file);
        this.buffer = new char[this.file.getMaxStringLength()];
    }

    /** The functions whose method has more bytes than {@code most}. */
    static Set<Integer> longerThan(int most, byte[] file) {
        CompiledMethods methods = new CompiledMethods(file);
        methods.read(most);
        return methods.huge;
    }

    private void read(int most) {
        // Access flags, this class and its superclass come before the interfaces.
        at = file.header + 6;
        at += 2 + 2 * file.readUnsignedShort(at);
        members(most);
        members(most);
    }

    /** Fields first, then methods; both look the same. */
    private void members(int most) {
        int count = file.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            String name = file.readUTF8(at + 2, buffer);
            int attributes = file.readUnsignedShort(at + 6);
            at += MEMBER_HEADER;
            for (int a = 0; a < attributes; a++) {
                // The code's length stands behind two numbers of two bytes.
                if (file.readUTF8(at, buffer).equals(CODE) && file.readInt(at + ATTRIBUTE_HEADER + 4) > most
                        && name.startsWith(FUNCTION)) {
                    huge.add(Integer.valueOf(name.substring(FUNCTION.length())));
                }
                at += ATTRIBUTE_HEADER + file.readInt(at + 2);
            }
        }
    }
}
