/** The tool of whoever publishes plugins: keys, and signatures of packages. What it checks is checked by the server's own classes. */
package dev.tollgate.packaging;
