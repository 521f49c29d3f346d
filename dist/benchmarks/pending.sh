#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A server with thousands of Pending jobs, one slot and PostgreSQL: its start, its memory, and from the end of a job to the start of the next one.
# Usage: pending.sh [JOBS [STARTS]], default 10000 and 20. Needs PostgreSQL (Debian: apt-get install postgresql).
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
jobs=${1:-10000}
starts=${2:-20}
. "$here/server.sh"
. "$here/postgres.sh"

field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }
count() { sql "select count(*) from jobs where state = '$1'"; }

# A network whose jobs take as many seconds as they are told.
plugin() {
    mkdir -p "$folder/waiter" "$folder/data/plugins"
    printf 'plugin.id=waiter\nplugin.version=1.0.0\nplugin.requires=>=0.1.0 & <0.2.0\n' > "$folder/waiter/plugin.properties"
    cat > "$folder/waiter/network.yaml" <<- 'END'
		architecture: waiter
		title: Waits
		domain: vision
		datasets: {type: waiter, formats: [default]}
		key_metric: {name: done, goal: maximize}
		checkpoint: {extensions: [.ckpt], epoch_delimiter: _, epoch_digits: 1}
		actions:
		  train:
		    command: [sleep, "{specs:seconds}"]
	END
    cat > "$folder/waiter/specs.yaml" <<- 'END'
		actions:
		  train:
		    parameters:
		      seconds: {type: integer, default: 0, min: 0, max: 1000000, description: How long it waits.}
	END
    jar -cMf "$folder/data/plugins/waiter-1.0.0.zip" -C "$folder/waiter" .
}

export GRAFT_LOCAL_SLOTS=1
plugin
start_server
experiment=$(ask POST /experiments '{"network_arch": "waiter"}' | field id)
first=$(ask POST "/experiments/$experiment/jobs" '{"action": "train", "specs": {"seconds": 900}}' | tr -d '"')
until [ "$(count RUNNING)" = 1 ]; do sleep 0.1; done
job=$(ask POST "/experiments/$experiment/jobs" '{"action": "train"}' | tr -d '"')
stop_server

sql "insert into jobs select copy.* from jobs j, generate_series(2, $jobs) n, lateral jsonb_populate_record(j, jsonb_build_object(
     'id', gen_random_uuid(), 'pending_since', j.pending_since + n * interval '1 millisecond')) copy where j.id = '$job'"
sql 'analyze'
echo "Pending jobs: $(count PENDING)"
began=$(now)
start_server
echo "start to ready: $(seconds_since "$began") s (wanted 20)"

# At once: the first decisions come while the owners of all the others are told what they wait for.
ask POST "/experiments/$experiment/jobs/$first:cancel" > /dev/null
until [ "$(count DONE)" -ge "$starts" ]; do sleep 1; done
sql "with runs as (select started_on, lag(ended_on) over (order by started_on) as before from jobs where started_on is not null)
     select 'end of a job to the start of the next, ms: median ' || round(percentile_cont(0.5) within group (order by gap)) || ', largest '
     || round(max(gap)) || ' of ' || count(*) || ' (wanted 100)'
     from (select extract(epoch from started_on - before) * 1000 as gap from runs where before is not null) gaps"
awk '/^VmHWM/ { printf "largest resident memory: %.0f MiB (wanted 800)\n", $2 / 1024 }' "/proc/$server/status"
