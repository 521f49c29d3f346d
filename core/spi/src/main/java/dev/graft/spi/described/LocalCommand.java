// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchRequest;
import java.util.List;

/**
 * A command of an action that a worker runs where the worker is.
 *
 * @param arguments the program and what it is told, at least the program
 */
record LocalCommand(List<ValueSource> arguments) {

    LocalCommand {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command names at least a program");
        }
    }

    /** The command of a job, to be run by {@link CommandWorker}. */
    EmbeddedForm form(LaunchRequest request) {
        return new EmbeddedForm(
                CommandWorker.class.getName(), arguments.stream().map(argument -> argument.require(request)).toList());
    }
}
