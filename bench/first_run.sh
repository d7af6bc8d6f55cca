#!/usr/bin/env bash
# How long a newcomer waits: clone, `make run` with an empty package cache until the first page answers, and again.
set -euo pipefail
port=${PORT:-8765}
folder=$(mktemp -d)
source=$(git rev-parse --show-toplevel)
server=""
finish() { [ -z "$server" ] || kill -- "-$server" 2>/dev/null || true; rm -rf "$folder"; }
trap finish EXIT

git clone --quiet "$source" "$folder/lang-so"
cd "$folder/lang-so"
export PIP_CACHE_DIR="$folder/pip" UV_CACHE_DIR="$folder/uv"

wait_for_page() {
  local begun=$SECONDS_START tries=0
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/"; do
    tries=$((tries + 1))
    [ "$tries" -lt 1800 ] || { echo "no page after 180 s" >&2; exit 1; }
    sleep 0.1
  done
  awk -v a="$begun" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f s\n", b - a }'
}

for run in "first, nothing cached" "repeated"; do
  SECONDS_START=$(date +%s.%N)
  setsid make run PORT="$port" >"$folder/log" 2>&1 &
  server=$!
  printf '%s: ' "$run"
  wait_for_page
  kill -- "-$server"
  wait "$server" 2>/dev/null || true
  server=""
  while curl --silent --output /dev/null "http://127.0.0.1:$port/"; do sleep 0.1; done  # workers end after make does
done
