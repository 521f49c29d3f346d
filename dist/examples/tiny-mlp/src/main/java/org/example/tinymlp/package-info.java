// SPDX-License-Identifier: Apache-2.0
/** What the server needs of the network {@code tiny_mlp}. Uses Graft's plugin interface alone. Nothing here is null. */
package org.example.tinymlp;
