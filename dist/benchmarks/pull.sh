#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pulls FILES (100,000) small files from an S3 server (s3proxy) in another process, kills the pull in the middle, starts it again.
set -eu
cd "$(dirname "$0")/../.."
files=${1:-100000}
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; rm -rf "$folder"' EXIT

mvn -q -o -pl core/engine -am test-compile
mvn -q -o -pl core/engine dependency:build-classpath -Dmdep.outputFile="$folder/classpath" -Dmdep.includeScope=test
classpath="core/engine/target/test-classes:core/engine/target/classes:core/spi/target/classes:$(cat "$folder/classpath")"
benchmark=dev.graft.cloud.PullBenchmark

java -cp "$classpath" $benchmark serve "$folder/s3" "$files" > "$folder/specifics" 2> /dev/null &
server=$!
until test -s "$folder/specifics"; do sleep 1; done

run() { java -Xmx256m -cp "$classpath" $benchmark pull "$(cat "$folder/specifics")" "$folder/work" 2> /dev/null; }

run > "$folder/first" &
until awk -v half=$((files / 2)) '$3 >= half { found = 1 } END { exit !found }' "$folder/first"; do sleep 1; done
pkill -KILL -P $! || kill -KILL $!
echo "first run, killed:"; tail -n 1 "$folder/first"
run > "$folder/second"
echo "second run:"; sed -n '1p;2p;$p' "$folder/second"
echo "most resident: $(cat "$folder/first" "$folder/second" | awk '{ m = $(NF-1) + 0 > m ? $(NF-1) + 0 : m } END { print m }') MiB"
echo "files: $(find "$folder/work/files" -type f | wc -l)"
