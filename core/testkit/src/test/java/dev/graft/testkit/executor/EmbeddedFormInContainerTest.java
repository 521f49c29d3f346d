// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

/** Embedded forms in an image that has nothing but Java. */
class EmbeddedFormInContainerTest extends ContainerKit {}
