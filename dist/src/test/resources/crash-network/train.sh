# SPDX-License-Identifier: Apache-2.0
#
# train.sh EPOCHS STATUS_FILE: waits EPOCHS times. The lock of the job's folder is held as long as this process lives; who does not get it
# leaves a file that says so.
exec 9>>../worker.lock
flock -n 9 || echo "$$ at $(date)" >>../twice
epoch=0
while [ $epoch -lt "$1" ]; do
    epoch=$((epoch + 1))
    sleep 0.2 9>&-
    echo $epoch >"line_$epoch.ckpt"
    echo "{\"status\": \"RUNNING\", \"epoch\": $epoch, \"max_epoch\": $1, \"kpi\": {\"done\": $epoch}, \"key_metric\": $epoch}" >>"$2"
done
