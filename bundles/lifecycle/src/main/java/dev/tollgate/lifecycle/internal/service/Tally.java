package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import java.util.List;

/** The counters of services that are gone. */
final class Tally {
    private ServiceCounters gone = ServiceCounters.NONE;

    synchronized void add(ServiceCounters counters) {
        gone = gone.plus(counters);
    }

    synchronized ServiceTotals with(List<ServiceView> present) {
        ServiceCounters counters = present.stream().map(ServiceView::counters).reduce(gone, ServiceCounters::plus);
        return new ServiceTotals(present.size(), count(present, ServiceState.RUNNING), count(present, ServiceState.FAILED),
                present.stream().mapToLong(ServiceView::depth).sum(), counters);
    }

    private static int count(List<ServiceView> services, ServiceState state) {
        return (int) services.stream().filter(service -> service.state() == state).count();
    }
}
