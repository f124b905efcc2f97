/** What a service plugin costs around a guest's own work: offers and events, beside the engine alone. */
package dev.tollgate.benchmarks.services;
