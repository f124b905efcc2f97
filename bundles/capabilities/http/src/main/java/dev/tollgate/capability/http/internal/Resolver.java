package dev.tollgate.capability.http.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a name. It may take its time, and does not hear an interrupt. */
@FunctionalInterface
interface Resolver {
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
