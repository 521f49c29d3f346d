// SPDX-License-Identifier: Apache-2.0
/**
 * Runs work in containers of this machine, over the Docker Engine API that Docker and Podman speak. Both forms of a plan run here: the
 * container form in the image that it names, the embedded one in an image that needs nothing but Java. Paths inside a container are those
 * of the host; inputs are mounted read only. The truth lies in the attempt's folder and in the engine: a later server finds a container
 * by its name. Uses docker-java and the types of {@link dev.graft.executor}. Nothing here is null unless marked Optional.
 */
package dev.graft.executor.container;
