#!/usr/bin/env bash
# What sites notice when nodes of a cluster die, stop, restart and join: a table on standard output,
# a JSON report of each run in the folder given. Every run starts its own three nodes and its own
# sites on this machine, and ends them.
#
# Usage: benchmarks/cluster/takeover.sh [--peers 30000] [--group 2] [--out FOLDER] [ROW...]
set -u -o pipefail

peers=30000 group=2 out=
while [ $# -gt 0 ]; do
  case $1 in
    --peers) peers=$2 && shift 2 ;;
    --group) group=$2 && shift 2 ;;
    --out) out=$2 && shift 2 ;;
    --help | -h)
      sed -n '2,6s/^# \{0,1\}//p' "$0"
      echo "Rows: kill-any kill-oldest storm two two-restarted strict roll join stop-term stop-kill;"
      echo "each kill-, storm and two row also with -timers: the cluster's own timers, no host watch"
      exit 0
      ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || set -- kill-any kill-any-timers kill-oldest kill-oldest-timers storm storm-timers \
  two two-restarted strict strict-timers roll join stop-term stop-kill
vigil=$(cd "$(dirname "$0")/../.." && pwd)/vigil
out=${out:-$(mktemp -d)}
mkdir -p "$out"

worst=0
for row in "$@"; do
  watch=on extra=() name=${row%-timers}
  [ "$name" = "$row" ] || watch=off
  case $name in
    kill-any | kill-oldest | roll | join | stop-term | stop-kill) acts=$name ;;
    storm) acts=storm,kill-any ;;
    two) acts=kill-oldest,kill-any ;;
    two-restarted) acts=kill-oldest,restart,kill-oldest ;;
    strict) acts=kill-oldest extra=(--strict) ;;
    *)
      echo "no row '$row'" >&2
      exit 64
      ;;
  esac
  # Two of three nodes killed with nothing in between leave no majority: that row has five.
  nodes=3
  [ "$name" != two ] || nodes=5
  echo "== $row: $nodes nodes, $peers sites, group $group, host watch $watch"
  "$vigil" quickstart --nodes $nodes --peers "$peers" --group "$group" --host-watch $watch \
    --play "$acts" --settle 30s --pings 0 --report "$out/$row.json" \
    ${extra[@]+"${extra[@]}"} >"$out/$row.log" 2>&1 || worst=1
  sed -n '/tunnels up, set-up/,$p' "$out/$row.log"
done
echo "reports: $out"
exit $worst
