/** Parameters and rows in JSON. */
package dev.tollgate.capability.db.internal.json;
