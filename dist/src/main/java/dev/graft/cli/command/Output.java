// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.output.Table;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints an answer as people read it or, with {@code --json}, as the server sent it. */
public final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the server's JSON.")
    private boolean json;

    /** The standard output. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** The standard error, for words that are not the result. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Whether people asked for JSON. */
    boolean asJson() {
        return json;
    }

    /** Prints the JSON, or the line of words. */
    void print(JsonNode answer, Supplier<String> words) {
        out().println(json ? answer.toPrettyString() : words.get());
        out().flush();
    }

    /** Prints the JSON, or the table. */
    void printTable(JsonNode answer, Supplier<Table> table) {
        if (json) {
            out().println(answer.toPrettyString());
        } else {
            table.get().lines().forEach(out()::println);
        }
        out().flush();
    }
}
