/** What commands say: data first, of which texts of at most 80 columns are one view and JSON is the other. */
package dev.tollgate.shell.internal.text;
