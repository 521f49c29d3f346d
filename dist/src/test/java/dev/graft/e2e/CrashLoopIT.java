// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that are killed under load, again and again; {@code dist/benchmarks/crash-loop.sh} runs more rounds of it. A failure is repeated with
 * the seed that it prints, as far as the moments of other processes can be.
 */
class CrashLoopIT {

    private static final int ROUNDS = Integer.getInteger("graft.crash.rounds", 1);
    private static final String DATABASE = System.getProperty("graft.crash.database", "both");
    private static final long SEED = Long.getLong("graft.crash.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void noJobIsLostOrRunTwiceWhenTheServerIsKilled() throws Exception {
        assumeThat(DATABASE).isNotEqualTo("postgresql");
        CrashNetwork.install(folder.resolve("data"));
        try (TestServer server = TestServer.start(folder, Map.of("GRAFT_LOCAL_SLOTS", "2"))) {
            crash(List.of(server));
        }
    }

    @Test
    void noJobIsLostOrRunTwiceWhenOneOfTwoServersOnPostgresqlIsKilled() throws Exception {
        assumeThat(DATABASE).isNotEqualTo("h2");
        CrashNetwork.install(folder.resolve("data"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> settings = new HashMap<>();
            settings.put("GRAFT_LOCAL_SLOTS", "2");
            settings.put("GRAFT_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
            settings.put("GRAFT_DATABASE_USER", "postgres");
            try (TestServer one = TestServer.start(folder, settings);
                    TestServer two = TestServer.start(folder, settings)) {
                crash(List.of(one, two));
            }
        }
    }

    private static void crash(List<TestServer> servers) throws Exception {
        System.out.println("crash loop: " + ROUNDS + " rounds on " + servers.size() + " server(s), seed " + SEED);
        CrashLoop loop = new CrashLoop(servers, SEED);
        loop.run(ROUNDS);
        System.out.println("crash loop: " + loop.jobs() + " jobs, each with one legal end");
        assertThat(loop.jobs()).isPositive();
    }
}
