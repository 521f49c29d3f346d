// SPDX-License-Identifier: Apache-2.0
/**
 * Starts the server: takes the command line, claims the data folder and the port, prepares Payara Micro's working folder and boots it
 * with the WAR. It is a jar of its own beside Payara's, so nothing in here may use a library. Nothing here is null unless marked
 * Optional.
 */
package dev.graft.launcher;
