#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Servers that are killed under load and started again. Usage: crash-loop.sh [ROUNDS [h2|postgresql]], default 30 rounds on both databases.
# Runs the end-to-end test CrashLoopIT, of which "mvn verify" does one round on each database; Maven builds what has changed first.
set -eu
root=$(CDPATH='' cd "$(dirname "$0")/../.." && pwd)
exec mvn -o -B -q -f "$root/pom.xml" -pl dist -am verify -Dtest=NoUnitTest -Dit.test=CrashLoopIT \
    -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dgraft.crash.rounds="${1:-30}" -Dgraft.crash.database="${2:-both}"
