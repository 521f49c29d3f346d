// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Surroundings;
import dev.graft.cli.client.Credential;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.client.Login;
import dev.graft.cli.config.Settings;
import dev.graft.cli.config.SettingsFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which every command finds its server; each may come from the environment or the last login too. */
public final class Connection {

    /** Where a server is without a word about it. */
    static final String DEFAULT_URL = "http://localhost:8080";

    @Option(names = "--url", paramLabel = "URL", description = "Address of the server (GRAFT_URL; default: that of the last login).")
    private String url;

    @Option(names = "--org", paramLabel = "NAME", description = "The organisation (GRAFT_ORG; default: that of the last login).")
    private String organisation;

    @Option(names = "--api-key", paramLabel = "KEY", description = "Your key (GRAFT_API_KEY; default: that of the last login).")
    private String apiKey;

    private final Surroundings surroundings;

    public Connection(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The settings, from the options, else the environment, else the last login. */
    Settings settings() {
        return given().orElse(file().read());
    }

    /** The settings without those of the last login. */
    Settings given() {
        Settings options = new Settings(Optional.ofNullable(url), Optional.ofNullable(organisation), Optional.ofNullable(apiKey));
        return options.orElse(SettingsFile.ofEnvironment(surroundings.environment()));
    }

    SettingsFile file() {
        return SettingsFile.ofUser(surroundings.environment(), surroundings.userHome());
    }

    /** The API of the organisation. */
    GraftApi api() {
        Settings settings = settings();
        HttpApi http = http();
        return new GraftApi(http, settings.organisation().orElseGet(() -> onlyOrganisation(http, settings)));
    }

    /** The API as a whole, for what belongs to no organisation. */
    HttpApi http() {
        Settings settings = settings();
        String key = settings.apiKey().orElseThrow(() -> new CommandFailure(
                ExitCode.NOT_ALLOWED, "You are not logged in. Run 'graft login', or set GRAFT_API_KEY."));
        return HttpApi.at(address(settings)).as(Credential.apiKey(key));
    }

    static URI address(Settings settings) {
        String text = settings.url().orElse(DEFAULT_URL);
        try {
            URI address = new URI(text);
            if ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) {
                return address;
            }
        } catch (java.net.URISyntaxException e) {
            throw new CommandFailure(ExitCode.USAGE, "'" + text + "' is no address of a server: " + e.getReason() + ".");
        }
        throw new CommandFailure(ExitCode.USAGE, "'" + text + "' is no address of a server; it begins with http:// or https://.");
    }

    private static String onlyOrganisation(HttpApi http, Settings settings) {
        return choose(Login.with(http, settings.apiKey().orElseThrow()).organisations());
    }

    /** The one organisation of a user who has one. */
    static String choose(List<String> organisations) {
        if (organisations.size() == 1) {
            return organisations.get(0);
        }
        String names = organisations.isEmpty() ? "you belong to none" : "you belong to " + String.join(", ", organisations);
        throw new CommandFailure(ExitCode.USAGE, "Which organisation? Name it with --org (" + names + ").");
    }
}
