package dev.tollgate.abi.settings;

/** What is set: names of one kind are not names of another. */
public enum SettingKind {
    /** Its bytes are the UTF-8 of a JSON value. */
    CONFIG,
    /** Its bytes are sealed before they come to a store. */
    SECRET,
    /** A limit of a plugin's jobs; its bytes are the digits of a whole number. */
    JOBS
}
