#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Throughput of the API under wrk, authenticated, on PostgreSQL, as ratios to a constant JAX-RS resource of the same server in the same run.
# Usage: api.sh [SECONDS]. Needs wrk and PostgreSQL's initdb and postgres (Debian: apt-get install wrk postgresql).
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
seconds=${1:-10}
. "$here/server.sh"

connections=16
datasets=300
jobs=100000

command -v wrk > /dev/null || { echo 'wrk is missing' >&2; exit 1; }

. "$here/postgres.sh"
start_server

field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }

token=$(curl -sS "$url/api/v1/login" -d "{\"ngc_api_key\":\"$key\"}" | field token)

kind='{"type":"image_classification","format":"classification_pyt","name":"a dataset of the benchmark"}'
for number in $(seq "$datasets"); do
    dataset=$(ask POST /datasets "$kind" | field id)
done
experiment=$(ask POST /experiments "{\"network_arch\":\"classification_pyt\",\"train_datasets\":[\"$dataset\"]}" | field id)
job=$(ask POST "/experiments/$experiment/jobs" '{"action":"train"}' | tr -d '"')

# load SECONDS PATH [METHOD BODY]: requests per second, 99th percentile in ms, refusals
load() {
    if [ -n "${3:-}" ]; then
        printf 'wrk.method = "%s"\nwrk.body = [[%s]]\n' "$3" "$4" > "$folder/request.lua"
    else
        : > "$folder/request.lua"
    fi
    wrk -t 2 -c "$connections" -d "$1s" --latency -s "$folder/request.lua" -H "Authorization: Bearer $token" "$2" > "$folder/wrk.log"
    awk '/Requests\/sec/ { rate = $2 }
         $1 == "99%" { p99 = $2; p99 = p99 ~ /us$/ ? p99 / 1000 : p99 ~ /ms$/ ? p99 + 0 : p99 * 1000 }
         /Non-2xx/ { refused = $NF }
         END { print rate, p99, refused + 0 }' "$folder/wrk.log"
}

constant="$url/api/v1/version"

# measure NAME WANTED PATH [METHOD BODY], the constant resource measured right before
measure() {
    name=$1 wanted=$2
    shift 2
    load 3 "$@" > /dev/null
    yardstick=$(load "$seconds" "$constant")
    result=$(load "$seconds" "$@")
    echo "$yardstick $result" | awk -v name="$name" -v wanted="$wanted" '{
        refused = ($6 > 0) ? ", REFUSED " $6 : ""
        printf "%-28s %8.0f /s of %6.0f /s: ratio %.3f (wanted %s), p99 %.1f ms%s\n", name, $4, $1, $4 / $1, wanted, $5, refused }'
}

load 10 "$constant" > /dev/null
measure 'a servlet' 'for comparison' "$url/.well-known/jwks.json"
measure 'one dataset' 0.75 "$api/datasets/$dataset"
measure 'one job' 0.75 "$api/experiments/$experiment/jobs/$job"
measure 'schema of the specs' 0.9 "$api/experiments/$experiment/specs/train/schema"
measure 'list of 20' 0.4 "$api/datasets?size=20"
measure "list of $datasets" 0.06 "$api/datasets"
measure 'create a dataset' 0.25 "$api/datasets" POST "$kind"
measure 'submit a job' 0.15 "$api/experiments/$experiment/jobs" POST '{"action":"train"}'

# The canceled job as often as wanted, one second after the other.
ask POST "/experiments/$experiment/jobs/$job:cancel" > /dev/null
sql "insert into jobs select copy.* from jobs j, generate_series(1, $jobs) n, lateral jsonb_populate_record(j, jsonb_build_object(
     'id', gen_random_uuid(), 'last_modified', j.last_modified + n * interval '1 second')) copy where j.id = '$job'"
sql 'analyze'
measure "list of 20 of $jobs jobs" 'p99 100 ms' "$api/experiments/$experiment/jobs?size=20"
