package dev.tollgate.engine.internal;

import java.util.Arrays;
import java.util.Locale;

/**
 * The functions of WASI preview 1 that a module may import, with their types. Those in the second half have to do with files
 * and sockets, which a guest has none of: libraries import them, and they answer {@link Wasi#ENOSYS}.
 */
enum WasiFunction {
    ARGS_GET("(i32,i32)->i32"), ARGS_SIZES_GET("(i32,i32)->i32"), ENVIRON_GET("(i32,i32)->i32"),
    ENVIRON_SIZES_GET("(i32,i32)->i32"), CLOCK_RES_GET("(i32,i32)->i32"), CLOCK_TIME_GET("(i32,i64,i32)->i32"),
    RANDOM_GET("(i32,i32)->i32"), FD_READ("(i32,i32,i32,i32)->i32"), FD_WRITE("(i32,i32,i32,i32)->i32"),
    FD_CLOSE("(i32)->i32"), FD_FDSTAT_GET("(i32,i32)->i32"), FD_FILESTAT_GET("(i32,i32)->i32"),
    FD_SEEK("(i32,i64,i32,i32)->i32"), FD_PRESTAT_GET("(i32,i32)->i32"), FD_PRESTAT_DIR_NAME("(i32,i32,i32)->i32"),
    SCHED_YIELD("()->i32"), PROC_EXIT("(i32)->"),

    FD_ADVISE("(i32,i64,i64,i32)->i32"), FD_ALLOCATE("(i32,i64,i64)->i32"), FD_DATASYNC("(i32)->i32"),
    FD_FDSTAT_SET_FLAGS("(i32,i32)->i32"), FD_FDSTAT_SET_RIGHTS("(i32,i64,i64)->i32"),
    FD_FILESTAT_SET_SIZE("(i32,i64)->i32"), FD_FILESTAT_SET_TIMES("(i32,i64,i64,i32)->i32"),
    FD_PREAD("(i32,i32,i32,i64,i32)->i32"), FD_PWRITE("(i32,i32,i32,i64,i32)->i32"),
    FD_READDIR("(i32,i32,i32,i64,i32)->i32"), FD_RENUMBER("(i32,i32)->i32"), FD_SYNC("(i32)->i32"), FD_TELL("(i32,i32)->i32"),
    PATH_CREATE_DIRECTORY("(i32,i32,i32)->i32"), PATH_FILESTAT_GET("(i32,i32,i32,i32,i32)->i32"),
    PATH_FILESTAT_SET_TIMES("(i32,i32,i32,i32,i64,i64,i32)->i32"), PATH_LINK("(i32,i32,i32,i32,i32,i32,i32)->i32"),
    PATH_OPEN("(i32,i32,i32,i32,i32,i64,i64,i32,i32)->i32"), PATH_READLINK("(i32,i32,i32,i32,i32,i32)->i32"),
    PATH_REMOVE_DIRECTORY("(i32,i32,i32)->i32"), PATH_RENAME("(i32,i32,i32,i32,i32,i32)->i32"),
    PATH_SYMLINK("(i32,i32,i32,i32,i32)->i32"), PATH_UNLINK_FILE("(i32,i32,i32)->i32"),
    POLL_ONEOFF("(i32,i32,i32,i32)->i32"), PROC_RAISE("(i32)->i32"), SOCK_ACCEPT("(i32,i32,i32)->i32"),
    SOCK_RECV("(i32,i32,i32,i32,i32,i32)->i32"), SOCK_SEND("(i32,i32,i32,i32,i32)->i32"), SOCK_SHUTDOWN("(i32,i32)->i32");

    final String type;

    WasiFunction(String type) {
        this.type = type;
    }

    /** The function of that import name, or null. */
    static WasiFunction of(String name) {
        return Arrays.stream(values()).filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                .orElse(null);
    }
}
