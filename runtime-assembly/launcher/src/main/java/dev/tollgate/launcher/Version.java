package dev.tollgate.launcher;

import picocli.CommandLine.IVersionProvider;

/** The version of the distribution, read from the launcher's manifest. */
final class Version implements IVersionProvider {

    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Tollgate " + current()};
    }
}
