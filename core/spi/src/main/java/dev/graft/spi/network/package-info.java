// SPDX-License-Identifier: Apache-2.0
/** Who a network is: its descriptor and the rules for its actions and checkpoints. Values only; nothing here is null. */
package dev.graft.spi.network;
