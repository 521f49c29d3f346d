// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.output.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft user}: the members of the organisation and their keys, for its administrators. */
@Command(name = "user", description = "Users of the organisation: list, add, role, remove, keys, key, revoke.")
public final class UserCommand {

    @Command(description = "Lists the members.")
    int list(@Mixin Connection connection, @Mixin Output output) {
        GraftApi api = connection.api();
        JsonNode users = api.http().get(users(api), Map.of());
        output.printTable(users, () -> {
            Table table = new Table("ID", "NAME", "ROLE", "CREATED");
            users.forEach(user -> table.row(
                    Fields.text(user, "id"),
                    Fields.text(user, "name"),
                    Fields.text(user, "role"),
                    Fields.text(user, "created_on")));
            return table;
        });
        return ExitCode.OK;
    }

    @Command(description = "Takes a user into the organisation.")
    int add(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", defaultValue = "member", description = "viewer, member (default) or admin.") String role) {
        GraftApi api = connection.api();
        JsonNode user = api.http().send("POST", users(api), object("name", name).put("role", role));
        output.print(user, () -> "User " + Fields.text(user, "id") + " (" + name + ") is " + role + " of " + api.organisation()
                + ". Give them a key: graft user key " + Fields.text(user, "id"));
        return ExitCode.OK;
    }

    @Command(description = "Changes a member's role.")
    int role(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "USER") String userId,
            @Parameters(paramLabel = "ROLE", description = "viewer, member or admin.") String role) {
        GraftApi api = connection.api();
        JsonNode user = api.http().send("PATCH", users(api) + "/" + userId, object("role", role));
        output.print(user, () -> "User " + userId + " is " + role + " of " + api.organisation() + ".");
        return ExitCode.OK;
    }

    @Command(description = "Ends a membership; tokens and keys for this organisation end at once.")
    int remove(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "USER") String userId) {
        GraftApi api = connection.api();
        JsonNode user = api.http().send("DELETE", users(api) + "/" + userId);
        output.print(user, () -> "User " + userId + " has left " + api.organisation() + ".");
        return ExitCode.OK;
    }

    @Command(description = "Lists a user's keys by their first characters.")
    int keys(@Mixin Connection connection, @Mixin Output output, @Parameters(paramLabel = "USER") String userId) {
        GraftApi api = connection.api();
        JsonNode keys = api.http().get(keys(api, userId), Map.of());
        output.printTable(keys, () -> {
            Table table = new Table("ID", "LABEL", "PREFIX", "CREATED");
            keys.forEach(key -> table.row(
                    Fields.text(key, "id"),
                    Fields.text(key, "label"),
                    Fields.text(key, "prefix"),
                    Fields.text(key, "created_on")));
            return table;
        });
        return ExitCode.OK;
    }

    @Command(description = "Makes a key and prints it, this once.")
    int key(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "USER") String userId,
            @Option(names = "--label", defaultValue = "command line", description = "What the key is for.") String label) {
        GraftApi api = connection.api();
        JsonNode key = api.http().send("POST", keys(api, userId), object("label", label));
        output.print(key, () -> Fields.text(key, "key"));
        return ExitCode.OK;
    }

    @Command(description = "Revokes a key.")
    int revoke(
            @Mixin Connection connection,
            @Mixin Output output,
            @Parameters(paramLabel = "USER") String userId,
            @Parameters(paramLabel = "KEY", description = "Id of the key.") String keyId) {
        GraftApi api = connection.api();
        JsonNode key = api.http().send("DELETE", keys(api, userId) + "/" + keyId);
        output.print(key, () -> "Revoked key " + keyId + ".");
        return ExitCode.OK;
    }

    private static ObjectNode object(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }

    private static String users(GraftApi api) {
        return "/api/v1/admin/orgs/" + api.organisation() + "/users";
    }

    private static String keys(GraftApi api, String userId) {
        return users(api) + "/" + userId + "/keys";
    }
}
