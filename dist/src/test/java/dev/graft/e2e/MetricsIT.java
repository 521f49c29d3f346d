// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a monitoring system is told, after one job has run. */
@ExtendWith(SharedServer.class)
class MetricsIT {

    private static final Duration JOB_TIME = Duration.ofMinutes(5);
    private static final Pattern NAME = Pattern.compile("\\bgraft_[a-z_]+");

    private final TestServer server;
    private final StripesExperiment stripes;

    MetricsIT(TestServer server, StripesExperiment stripes) {
        this.server = server;
        this.stripes = stripes;
    }

    @Test
    void everyMetricOfTheDashboardIsServedAndCountsTheJob() throws Exception {
        Set<String> wanted = names(dashboardQueries());
        assertThat(wanted).hasSizeGreaterThan(8);
        double before = value("graft_job_state_changes_total", "state=\"Done\"");

        String id = server.rest()
                .send(
                        "POST",
                        "/api/v1/orgs/" + TestServer.ORG + "/experiments/" + stripes.id() + "/jobs",
                        Map.of("X-API-Key", TestServer.KEY, "Content-Type", "application/json"),
                        ("{\"action\": \"train\", \"specs\": " + StripesExperiment.trainSpecs(3) + "}").getBytes(StandardCharsets.UTF_8))
                .json()
                .asText();
        // Queue and slots are read every few seconds, and so while it runs.
        Eventually.isTrue("a slot is busy", JOB_TIME, () -> value("graft_slots", "state=\"busy\"") > 0);
        Eventually.job(stripes.api(), new JobRef(OwnerKind.EXPERIMENT, stripes.id(), id), JOB_TIME, JobView::done);

        Eventually.isTrue("the job's end is counted", Duration.ofSeconds(30), () ->
                value("graft_job_state_changes_total", "state=\"Done\"") > before);
        Eventually.isTrue("every metric of the dashboard is served", Duration.ofSeconds(30), () -> names(metrics()).containsAll(wanted));
        assertThat(value("graft_job_duration_seconds_count", "action=\"train\"", "architecture=\"classification_pyt\"")).isPositive();
        assertThat(value("graft_job_duration_seconds_bucket", "action=\"train\"", "le=\"+Inf\"")).isPositive();
    }

    private static String dashboardQueries() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readAllBytes(TestServer.home().resolve("grafana").resolve("graft.json")));
        return String.join("\n", dashboard.findValuesAsText("expr")) + "\n" + dashboard.findValuesAsText("definition");
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sum of the values of a metric's lines that have those tags; 0 if there is none. */
    private double value(String name, String... tags) {
        return metrics().lines()
                .filter(line -> line.startsWith(name + "{") && Set.of(tags).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf('}') + 1).strip().split(" ")[0]))
                .sum();
    }

    private String metrics() {
        try (InputStream answer = URI.create(server.setup().url() + "/metrics").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
