// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import dev.graft.cli.ExitCode;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.client.Login;
import dev.graft.cli.config.Settings;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code graft login}: checks the key and keeps it for the next calls. */
@Command(
        name = "login",
        description = "Checks your API key and keeps it, the server and the organisation for further commands.")
public final class LoginCommand implements Callable<Integer> {

    @Mixin
    private Connection connection;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings given = connection.given();
        String url = Connection.address(given).toString();
        String key = given.apiKey().orElseGet(LoginCommand::askForKey);
        Login login = Login.with(HttpApi.at(Connection.address(given)), key);
        String organisation = given.organisation().orElseGet(() -> Connection.choose(login.organisations()));
        connection.file().write(new Settings(Optional.of(url), Optional.of(organisation), Optional.of(key)));
        spec.commandLine().getOut().println("Logged in to " + url + " as user " + login.userId() + " of " + organisation
                + ". The key is kept in " + connection.file().path() + ".");
        return ExitCode.OK;
    }

    private static String askForKey() {
        Console console = System.console();
        if (console == null) {
            throw new CommandFailure(ExitCode.USAGE, "There is no terminal to ask for the key. Give it with --api-key or GRAFT_API_KEY.");
        }
        return new String(console.readPassword("API key: "));
    }
}
