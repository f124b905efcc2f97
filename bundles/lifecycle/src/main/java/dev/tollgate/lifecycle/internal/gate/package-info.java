/**
 * The gates: which bundles provide them, who may pass, and what is counted there. {@link
 * dev.tollgate.lifecycle.internal.gate.Gates} knows the providers and changes them under load, {@link
 * dev.tollgate.lifecycle.internal.gate.GrantRegistry} the decisions, and one {@link
 * dev.tollgate.lifecycle.internal.gate.PluginGates} per loaded plugin version puts the two together at each call.
 */
package dev.tollgate.lifecycle.internal.gate;
