# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# For the other scripts: a server on a temporary folder, and a stopwatch.

home=${GRAFT_HOME:-$here/../target/graft}
folder=$(mktemp -d)
port=${GRAFT_BENCHMARK_PORT:-18991}
url=http://127.0.0.1:$port
key=benchmark-benchmark-benchmark-benchmark
api=$url/api/v1/orgs/benchmark
server=

now() { date +%s%N; }

seconds_since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.2f", (to - from) / 1e9 }'; }

start_server() {
    GRAFT_API_KEY=$key GRAFT_ORG=benchmark "$home/bin/graft" serve --host 127.0.0.1 --port "$port" --data "$folder/data" \
        >> "$folder/server.log" 2>&1 &
    server=$!
    # Asked ten times a second: more often, and the asking itself slows the start on two cores.
    until curl -sf -o /dev/null "$url/health/ready"; do
        kill -0 "$server" 2> /dev/null || { tail -n 20 "$folder/server.log" >&2; exit 1; }
        sleep 0.1
    done
}

stop_server() {
    kill "$server"
    wait "$server" || true
    server=
}

clean_up() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    rm -rf "$folder"
}
trap clean_up EXIT

# ask METHOD PATH [BODY]
ask() {
    curl -sS -X "$1" -H "X-API-Key: $key" ${3:+--data-binary "$3"} "$api$2"
}
